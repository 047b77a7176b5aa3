/** What a parser says about a block; `line` is one of the block, counted from 1. */
export interface SyntaxProblem {
  readonly line: number;
  readonly message: string;
}

type Parse = (text: string) => SyntaxProblem | undefined;

/** A parser for each language, loaded when a block of that language is new. */
const parsers: Readonly<Record<string, () => Promise<Parse>>> = {
  yaml: async () => {
    const { parseAllDocuments } = await import('yaml');
    return (text) => {
      const documents = parseAllDocuments(text);
      const error = Array.isArray(documents)
        ? documents.flatMap((document) => document.errors)[0]
        : undefined;
      return error === undefined
        ? undefined
        : { line: error.linePos?.[0].line ?? 1, message: firstSentence(error.message) };
    };
  },
  json: () => Promise.resolve(parseJson),
  toml: async () => {
    const { parse, TomlError } = await import('smol-toml');
    return (text) => {
      try {
        parse(text);
        return undefined;
      } catch (error) {
        return {
          line: error instanceof TomlError ? error.line : 1,
          message: firstSentence(messageOf(error)),
        };
      }
    };
  },
  proto: async () => {
    const { default: protobuf } = await import('protobufjs');
    return (text) => {
      try {
        // A part of a file stands without the line that names the syntax.
        const isWhole = /^\s*(?:syntax|edition)\s*=/m.test(text);
        protobuf.parse(isWhole ? text : `syntax = "proto3"; ${text}`, new protobuf.Root(), {
          keepCase: true,
        });
        return undefined;
      } catch (error) {
        const message = messageOf(error);
        const line = Number(/\(line (\d+)\)/.exec(message)?.[1] ?? 1);
        return { line, message: firstSentence(message.replace(/ \(.*line \d+\)/, '')) };
      }
    };
  },
  bash: async () => {
    const { parse } = await import('unbash');
    return (text) => {
      const [error] = parse(text).errors ?? [];
      return error === undefined
        ? undefined
        : { line: lineAt(text, error.pos), message: firstSentence(error.message) };
    };
  },
  promql: async () => lezer((await import('@prometheus-io/lezer-promql')).parser),
  go: async () => lezer((await import('@lezer/go')).parser),
  python: async () => lezer((await import('@lezer/python')).parser),
  typescript: async () => {
    const { default: typescript } = await import('typescript');
    return (text) => {
      const { diagnostics = [] } = typescript.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { target: typescript.ScriptTarget.ESNext, module: typescript.ModuleKind.ESNext },
      });
      const [error] = diagnostics;
      if (error === undefined) return undefined;
      return {
        line: lineAt(text, error.start ?? 0),
        message: firstSentence(typescript.flattenDiagnosticMessageText(error.messageText, ' ')),
      };
    };
  },
};

/** Parses a block. `undefined` when no parser knows the language, `null` when there is nothing wrong. */
export async function parseBlock(language: string, text: string): Promise<SyntaxProblem | null | undefined> {
  const load = Object.hasOwn(parsers, language) ? parsers[language] : undefined;
  return load === undefined ? undefined : ((await load())(text) ?? null);
}

function parseJson(text: string): SyntaxProblem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    const line = Number(/\(line (\d+) column/.exec(message)?.[1] ?? 1);
    return { line, message: firstSentence(message.replace(/ \(line \d+ column \d+\)/, '')) };
  }
}

/** The part of a Lezer parser that is used; the packages bring types of several releases. */
interface LezerParser {
  parse(text: string): {
    iterate(visit: {
      enter(node: { readonly type: { readonly isError: boolean }; readonly from: number }): void;
    }): void;
  };
}

/** These parsers go on after an error and mark it in the tree. */
function lezer(parser: LezerParser): Parse {
  return (text) => {
    let position: number | undefined;
    parser.parse(text).iterate({
      enter: ({ type, from }) => {
        if (type.isError) position ??= from;
      },
    });
    if (position === undefined) return undefined;
    const line = lineAt(text, position);
    const rest = (text.split('\n')[line - 1] ?? '').trim();
    return {
      line,
      message: rest === '' ? 'something is missing at the end.' : `it cannot be read at "${rest}".`,
    };
  };
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first line of a parser's message, as a sentence. */
function firstSentence(message: string): string {
  const line = (message.split('\n')[0] ?? '').replace(/[\s:.]+$/, '');
  return `${line}.`;
}
