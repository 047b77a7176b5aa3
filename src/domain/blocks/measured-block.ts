/** What a command of a `console` block has printed. */
export interface CommandResult {
  readonly command: string;
  /** Output and error output, in the order of the terminal. */
  readonly output: string;
  readonly exitCode: number;
}

/** What was found out about a block outside of the content: by running, parsing or reading. */
export type BlockMeasurement =
  /** One result for each command, in order. */
  | { readonly type: 'ran'; readonly results: readonly CommandResult[] }
  /** The page could not be started: its scenario is not there, say. */
  | { readonly type: 'not-run'; readonly reason: string }
  /** `line` is one of the block, counted from 1. */
  | {
      readonly type: 'parsed';
      readonly error?: { readonly line: number; readonly message: string };
    }
  | { readonly type: 'no-parser' }
  /** The text of a region; without its markers and the indentation that all its lines share. */
  | { readonly type: 'region'; readonly text: string }
  | {
      readonly type: 'no-region';
      readonly reason: 'no-file' | 'no-region' | 'not-ended' | 'no-name';
      /** Regions that the file has. */
      readonly known: readonly string[];
    };

/** What is known about the blocks of each file, in the order of its blocks; nothing about a block that needs no measurement. */
export type MeasuredBlocks = ReadonlyMap<string, readonly (BlockMeasurement | undefined)[]>;
