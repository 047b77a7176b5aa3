/** What Pagefind tells about a page that matches; the parts of its answer that are used. */
export interface FoundPage {
  readonly url: string;
  /** Escaped text; a location is the position of a word in it. */
  readonly raw_content: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** Elements that have an id. */
  readonly anchors: readonly {
    readonly element: string;
    readonly id: string;
    readonly text: string;
    readonly location: number;
  }[];
  /** Words that match. */
  readonly locations: readonly number[];
  readonly sub_results: readonly FoundPassage[];
}

/** A passage under one heading. */
export interface FoundPassage {
  readonly title: string;
  readonly url: string;
  /** Escaped text with `<mark>` around matches. */
  readonly excerpt: string;
  /** Words that match. */
  readonly locations: readonly number[];
}
