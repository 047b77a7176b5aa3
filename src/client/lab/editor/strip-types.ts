import { transform } from 'sucrase';

/** What keeps a program from becoming a plug-in; `line` is one of the text, counted from 1, where it is known. */
export interface ProgramProblem {
  readonly message: string;
  readonly line?: number | undefined;
}

/** Takes the types out of TypeScript; every line stays where it is, so that errors name the lines that were written. */
export function stripTypes(source: string): { readonly code: string } | { readonly problem: ProgramProblem } {
  try {
    return { code: transform(source, { transforms: ['typescript'], disableESTransforms: true }).code };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /\((\d+):\d+\)/.exec(message)?.[1];
    return {
      problem: {
        message: sentence(message.replace(/^Error transforming [^:]*: /, '').replace(/ ?\(\d+:\d+\)/, '')),
        line: line === undefined ? undefined : Number(line),
      },
    };
  }
}

/** A message of a parser as a sentence about the program. */
export function sentence(message: string): string {
  const text = message.trim();
  return `The program cannot be read: ${text.charAt(0).toLowerCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
