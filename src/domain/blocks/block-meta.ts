/** What a writer says after the language of a fence about how the block is known to be right. */
export interface BlockMeta {
  /** Why nobody can run or parse it: `unverified="needs a real switch"`. */
  readonly unverified?: string;
  /** A stretch of a tested file: `region="examples/go/client.go#retry"`. */
  readonly region?: string;
  /** The block shows commands that are refused: `fails`, or `exit=2` where the status matters. */
  readonly fails: boolean;
  readonly exitCode?: number;
  /** Simulated time that passes before the block, in seconds: `after="90 s"`, `after="5 min"`. */
  readonly afterSeconds: number;
  /** Machine it is typed on: `on="worker-3"`. */
  readonly on?: string;
  /** The page's scenario starts anew before the block. */
  readonly isFresh: boolean;
  /** Words of the meta that say nothing that anybody reads. */
  readonly problems: readonly string[];
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };

/** Reads the text after the language of a fence. What only the renderer reads (`title`, line numbers) is passed over. */
export function parseBlockMeta(meta: string): BlockMeta {
  const values = new Map<string, string>();
  const words = new Set<string>();
  for (const [, name = '', quoted, bare] of meta.matchAll(
    /([\w-]+)(?:=(?:"([^"]*)"|([^\s"{]+)))?(?=\s|$)/g,
  )) {
    const value = quoted ?? bare;
    if (value === undefined) words.add(name);
    else values.set(name, value);
  }
  const problems: string[] = [];
  const unverified = values.get('unverified');
  const region = values.get('region');
  const on = values.get('on');
  const exit = values.get('exit');
  if (exit !== undefined && !/^\d{1,3}$/.test(exit))
    problems.push(`exit=${exit} is not a status; write exit=1.`);
  if (words.has('unverified') || unverified?.trim() === '')
    problems.push('unverified has no reason; write unverified="why nobody can run or parse it".');
  const exitCode = exit !== undefined && /^\d{1,3}$/.test(exit) ? Number(exit) : undefined;
  return {
    ...(unverified === undefined || unverified.trim() === '' ? {} : { unverified }),
    ...(region === undefined ? {} : { region }),
    ...(on === undefined ? {} : { on }),
    ...(exitCode === undefined ? {} : { exitCode }),
    fails: words.has('fails') || (exitCode !== undefined && exitCode !== 0),
    afterSeconds: secondsOf(values.get('after'), problems),
    isFresh: words.has('fresh'),
    problems,
  };
}

function secondsOf(text: string | undefined, problems: string[]): number {
  if (text === undefined) return 0;
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*(s|min|h)$/.exec(text.trim()) ?? [];
  const factor = secondsIn[unit];
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor;
  problems.push(`after="${text}" is not a time; write after="90 s", after="5 min" or after="1 h".`);
  return 0;
}
