/** What a writer may say after the language of a code fence: `yaml title="worker.yaml" {2-4} ins={6} del={5}`. */
export interface CodeMeta {
  readonly title?: string;
  /** Line numbers within the block, counted from 1. */
  readonly highlighted: ReadonlySet<number>;
  readonly inserted: ReadonlySet<number>;
  readonly deleted: ReadonlySet<number>;
}

/** Reads the text after the language of a code fence; what it does not know is left out. */
export function parseCodeMeta(meta: string): CodeMeta {
  const title = /\btitle="([^"]*)"/.exec(meta)?.[1];
  return {
    ...(title === undefined ? {} : { title }),
    highlighted: lineNumbers(/(?:^|\s)\{([^}]*)\}/.exec(meta)?.[1]),
    inserted: lineNumbers(/\bins=\{([^}]*)\}/.exec(meta)?.[1]),
    deleted: lineNumbers(/\bdel=\{([^}]*)\}/.exec(meta)?.[1]),
  };
}

function lineNumbers(ranges: string | undefined): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const range of ranges?.split(',') ?? []) {
    const [, first, last] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(range) ?? [];
    if (first === undefined) continue;
    for (let number = Number(first); number <= Number(last ?? first); number += 1) numbers.add(number);
  }
  return numbers;
}
