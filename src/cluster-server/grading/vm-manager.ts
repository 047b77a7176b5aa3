/** Lab 1: the grader uses the learner's command-line tool as its owner would, on good days and on bad ones. */
import type { Disturbance } from '../observer.ts';
import type { Program } from './find-program.ts';
import { ProgramFailure, type Check } from './grade.ts';
import type { LabBench } from './lab-bench.ts';
import { askedCheck, check, type LabGrader } from './lab-grader.ts';
import { describeEnd, lastLines, type ProgramRun } from './run-program.ts';

/** Somebody else's VM. */
const FOREIGN = 'vm-shop-1';

/** What the tool gets when it is told to wait longer than anybody does. */
const LONG_WAIT_SECONDS = 20;

/** A tool that gives up has done so by then, whatever the time limit of the grader. */
const PATIENCE_MS = 18_000;

export const vmManagerGrader: LabGrader = {
  scenario: 'developer/lab-1',
  examine: async (bench, program) => {
    const tool = new Tool(bench, program);
    const checks: Check[] = [];
    const reasons: Record<string, string> = {};

    const first = await tool.use('create', 'app-1', '--cpu', '2', '--memory', '2', '--disk', '20');
    const second = await tool.use('create', 'app-2');
    if (bench.requests.length === 0)
      return { reasons: { token: tellEnd(first) }, checks: [askedCheck(bench)] };
    reasons['token'] = 'No login as the user in DWCP_USERNAME was seen.';
    reasons['created'] =
      [first, second].filter(isFailure).map(tellEnd).join('\n') || 'POST /v3/vms was not seen.';

    const again = await tool.use('create', 'app-1');
    reasons['duplicate'] = `A second create of app-1 was not refused by the cluster. ${tellEnd(again)}`;
    bench.advance(30);
    const listed = await tool.use('list');
    reasons['listed'] = `"list" has to read each VM with GET /v3/vms/NAME. ${tellEnd(listed)}`;
    checks.push(...checkAnswers({ first, again, listed }));

    checks.push(await checkRateLimit(bench, tool));
    checks.push(await checkUnavailable(bench, tool));
    checks.push(await checkLostAnswer(bench, tool));
    checks.push(await checkExpiredToken(bench, tool));
    checks.push(await checkGivesUp(bench, tool));
    checks.push(await checkGone(bench, tool));
    reasons['unknown'] = 'The VM app-3 was deleted by somebody else, and no request of the tool noticed it.';
    checks.push(await checkForeign(bench, tool));
    checks.push(await checkUsage(tool));

    const ends: ProgramRun[] = [];
    for (const name of ['app-1', 'app-2', 'app-4']) ends.push(await tool.use('delete', name));
    const left = Object.keys(bench.cluster.vms).filter((name) => name !== FOREIGN);
    reasons['deleted'] =
      bench.cluster.vms[FOREIGN] === undefined
        ? `${FOREIGN} belongs to somebody else, and it is gone.`
        : [
            `Left in the cluster: ${left.join(', ') || 'nothing'}.`,
            ...ends.filter(isFailure).map(tellEnd),
          ].join('\n');
    return { reasons, checks };
  },
};

/** The tool of the learner. A run that hangs or is killed ends the examination. */
class Tool {
  readonly #bench: LabBench;
  readonly #program: Program;

  constructor(bench: LabBench, program: Program) {
    this.#bench = bench;
    this.#program = program;
  }

  async use(...args: string[]): Promise<ProgramRun> {
    const run = await this.#bench.run(this.#program, args);
    if (run.isTimedOut || run.exitCode === null)
      throw new ProgramFailure(`"${args.join(' ')}" ${describeEnd(run)}. Its last lines:\n${lastLines(run)}`);
    return run;
  }

  /** Uses it with a time limit of its own; one that it does not keep is for the caller to judge. */
  useFor(timeLimitMs: number, ...args: string[]): Promise<ProgramRun> {
    return this.#bench.run(this.#program, args, { timeLimitMs });
  }
}

function isFailure({ exitCode }: ProgramRun): boolean {
  return exitCode !== 0;
}

function tellEnd(run: ProgramRun): string {
  return `"${run.args.join(' ')}" ${describeEnd(run)}: ${lastLines(run, 3)}`;
}

function checkAnswers(runs: { first: ProgramRun; again: ProgramRun; listed: ProgramRun }): Check[] {
  const { first, again, listed } = runs;
  const isNamed = again.errorOutput.includes('VM_ALREADY_EXISTS');
  const rows = listed.output.split('\n');
  const isRow = (name: string): boolean => rows.some((row) => row.includes(name) && /running/i.test(row));
  return [
    check(
      'says-why',
      'A create ends with 0; a refused one ends with 1 and names VM_ALREADY_EXISTS on the error output',
      first.exitCode === 0 && again.exitCode === 1 && isNamed,
      isFailure(first) ? tellEnd(first) : `The second create of app-1: ${tellEnd(again)}`,
    ),
    check(
      'shows-own',
      'The list has a line with the name and the state of each VM that the tool made, and no other',
      isRow('app-1') && isRow('app-2') && !listed.output.includes(FOREIGN),
      `"list" printed: ${listed.output.trim() || 'nothing'}`,
    ),
  ];
}

/** Disturbs the next requests that `wants` matches, as often as said; gives the times at which requests came. */
function disturbNext(
  bench: LabBench,
  times: number,
  disturbance: Disturbance,
  wants: (request: { method: string; path: string }) => boolean,
): { arrivals: number[]; stop: () => void } {
  const arrivals: number[] = [];
  bench.disturb = (request) => {
    if (!wants(request)) return null;
    arrivals.push(performance.now());
    return arrivals.length <= times ? disturbance : null;
  };
  return { arrivals, stop: () => (bench.disturb = () => null) };
}

const isCreate = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && path === '/v3/vms';
const isRead = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'GET' && path.startsWith('/v3/vms/');

async function checkRateLimit(bench: LabBench, tool: Tool): Promise<Check> {
  const refusal = { code: 'RATE_LIMITED', message: 'Too many requests. Wait 1 s before the next.' } as const;
  const day = disturbNext(bench, 1, { type: 'refuse', ...refusal, retryAfterSeconds: 1 }, isCreate);
  const run = await tool.use('create', 'app-3');
  day.stop();
  const [refused = 0, repeated] = day.arrivals;
  const waitedMs = repeated === undefined ? null : repeated - refused;
  const reason =
    waitedMs === null
      ? `The create of app-3 was refused with 429 and Retry-After: 1, and not sent again. ${tellEnd(run)}`
      : waitedMs < 950
        ? `Retry-After asked for 1 s; the create was sent again after ${(waitedMs / 1000).toFixed(1)} s.`
        : tellEnd(run);
  return check(
    'rate-limited',
    'A 429 is waited for as long as Retry-After says, and then the request is sent again',
    waitedMs !== null && waitedMs >= 950 && run.exitCode === 0,
    reason,
  );
}

async function checkUnavailable(bench: LabBench, tool: Tool): Promise<Check> {
  const refusal = { code: 'QUORUM_LOST', message: 'Too few controllers answer.' } as const;
  const day = disturbNext(bench, 2, { type: 'refuse', ...refusal, retryAfterSeconds: 1 }, isRead);
  const run = await tool.use('list');
  day.stop();
  return check(
    'unavailable',
    'Two answers with 503 in a row do not end a list',
    run.exitCode === 0 && run.output.includes('app-1') && run.output.includes('app-2'),
    `The first two reads were answered with 503 and Retry-After: 1. ${tellEnd(run)}`,
  );
}

async function checkLostAnswer(bench: LabBench, tool: Tool): Promise<Check> {
  const day = disturbNext(bench, 1, { type: 'lose-answer' }, isCreate);
  const run = await tool.use('create', 'app-4');
  day.stop();
  const list = await tool.use('list');
  const isKnown = list.output.includes('app-4');
  return check(
    'lost-answer',
    'A create whose answer is lost ends well: the VM is there once, and the tool knows it',
    run.exitCode === 0 && isKnown && bench.cluster.vms['app-4'] !== undefined,
    isFailure(run)
      ? `The cluster created app-4, and the connection broke before the answer. ${tellEnd(run)}`
      : 'The cluster created app-4, and the connection broke before the answer; the list does not show app-4.',
  );
}

async function checkExpiredToken(bench: LabBench, tool: Tool): Promise<Check> {
  let hasExpired = false;
  bench.disturb = ({ hasToken }) => {
    if (hasToken && !hasExpired) bench.expireTokens();
    hasExpired ||= hasToken;
    return null;
  };
  const run = await tool.use('list');
  bench.disturb = () => null;
  return check(
    'expired-token',
    'A token that expires during a command is renewed once, and the request is sent again',
    hasExpired && run.exitCode === 0 && run.output.includes('app-1'),
    `The answer to the first read was 401 with TOKEN_EXPIRED. ${tellEnd(run)}`,
  );
}

async function checkGivesUp(bench: LabBench, tool: Tool): Promise<Check> {
  const refusal = { code: 'QUORUM_LOST', message: 'Too few controllers answer.' } as const;
  const retryAfterSeconds = LONG_WAIT_SECONDS;
  const day = disturbNext(bench, Infinity, { type: 'refuse', ...refusal, retryAfterSeconds }, isRead);
  const run = await tool.useFor(PATIENCE_MS, 'list');
  day.stop();
  return check(
    'gives-up',
    'When the cluster does not recover, the tool gives up within 15 s, with 1 and the code of the error',
    run.exitCode === 1 && run.errorOutput.includes('QUORUM_LOST'),
    `Each read was answered with 503 and Retry-After: ${retryAfterSeconds}. ${tellEnd(run)}`,
  );
}

async function checkGone(bench: LabBench, tool: Tool): Promise<Check> {
  bench.type('dwcp-cli vm delete --vm app-3 --confirm');
  const list = await tool.use('list');
  const removal = await tool.use('delete', 'app-3');
  return check(
    'gone',
    'A VM that somebody else has deleted does not break the list, and deleting it is done already',
    list.exitCode === 0 && list.output.includes('app-1') && removal.exitCode === 0,
    `The VM app-3 was deleted behind the back of the tool. ${tellEnd(isFailure(list) ? list : removal)}`,
  );
}

async function checkForeign(bench: LabBench, tool: Tool): Promise<Check> {
  const creation = await tool.use('create', FOREIGN);
  const removal = await tool.use('delete', FOREIGN);
  const isRunning = bench.cluster.vms[FOREIGN]?.state === 'running';
  return check(
    'foreign',
    `${FOREIGN}, which somebody else made, is neither taken over nor deleted`,
    isRunning && creation.exitCode === 1 && removal.exitCode !== 0,
    isRunning
      ? `${tellEnd(creation)}\n${tellEnd(removal)}`
      : `"delete ${FOREIGN}" has deleted a VM that the tool did not make. A refused create makes nothing yours.`,
  );
}

async function checkUsage(tool: Tool): Promise<Check> {
  const runs = [await tool.use('create'), await tool.use('lst'), await tool.use('delete', 'app-1', 'app-2')];
  const wrong = runs.find((run) => run.exitCode !== 2 || run.errorOutput.trim() === '');
  return check(
    'usage',
    'Wrong arguments end with 2 and a sentence on the error output, and nothing is sent',
    wrong === undefined,
    wrong === undefined ? '' : tellEnd(wrong),
  );
}
