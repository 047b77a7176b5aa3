/** A heading of the body; the page title is not one. */
export interface Heading {
  readonly depth: number;
  readonly text: string;
  /** Anchor, GitHub style, unique within the page. */
  readonly slug: string;
  readonly line: number;
}

/** A link or image in the body. */
export interface Link {
  readonly url: string;
  readonly text: string;
  /** The text that follows on the same paragraph, where "(planned)" may stand. */
  readonly after: string;
  readonly line: number;
}

/** A fenced code block. */
export interface CodeBlock {
  readonly language: string;
  readonly meta: string;
  readonly value: string;
  /** Line of the opening fence. */
  readonly line: number;
  /** Line of the closing fence. */
  readonly endLine: number;
  /** Names of the authoring components around it, outermost first. */
  readonly within: readonly string[];
}

/** A stretch of running text, inline code left out. */
export interface Prose {
  readonly kind: 'paragraph' | 'list-item' | 'table-cell' | 'heading';
  /** Text with each inline code replaced by a single space. */
  readonly text: string;
  /** The same text with inline code kept, as a reader sees it. */
  readonly fullText: string;
  readonly line: number;
}

/** A use of an authoring component such as `<Checkpoint>`. */
export interface ComponentUse {
  readonly name: string;
  /** Literal attribute values; an expression that is not a literal is `undefined`. */
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly line: number;
  /** Slug of the `##` heading it stands under. */
  readonly section: string | undefined;
  /** Text inside it, for templates and the like. */
  readonly text: string;
}

/** A task-list item, `- [ ] …`. */
export interface TaskItem {
  readonly text: string;
  readonly checked: boolean;
  readonly line: number;
  readonly section: string | undefined;
}

/** A table: size and cell texts, header row first. */
export interface Table {
  readonly line: number;
  readonly rows: readonly (readonly string[])[];
}

/** What the check and the pages know about one MDX file. */
export interface MeasuredDocument {
  /** Path from the repository's top. */
  readonly file: string;
  /** Lines of the body that are not blank; frontmatter does not count. */
  readonly bodyLines: number;
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly codeBlocks: readonly CodeBlock[];
  readonly inlineCode: readonly { readonly value: string; readonly line: number }[];
  readonly prose: readonly Prose[];
  readonly components: readonly ComponentUse[];
  readonly tables: readonly Table[];
  readonly taskItems: readonly TaskItem[];
  /** `id` attributes of components, which are anchors like heading slugs. */
  readonly anchors: readonly string[];
}
