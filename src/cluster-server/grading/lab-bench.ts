/** The bench that a solution is tried on: the cluster of a lab as a server, and the lab's checkpoints over it. */
import { openSession } from '../../simulator/shell/index.ts';
import type { LineResult } from '../../simulator/shell/session.ts';
import { withExchange, type Exchange } from '../../simulator/api/exchange.ts';
import type { Cluster } from '../../simulator/cluster.ts';
import { judge } from '../../simulator/lab/play.ts';
import type { LabLine, LabState } from '../../simulator/lab/run.ts';
import type { Scenario } from '../../simulator/lab/scenario.ts';
import type { Shell } from '../../simulator/lab/shell.ts';
import { resolvePath } from '../../simulator/shell/session.ts';
import { drain } from '../command-route.ts';
import { liveShell } from '../live-shell.ts';
import type { Disturbance, Observer } from '../observer.ts';
import { runServer, type RunningServer } from '../run-server.ts';
import { readScenario } from '../start-state.ts';
import type { Program } from './find-program.ts';
import { runProgram, type ProgramRun } from './run-program.ts';

const TOKEN_LIFE_MS = 86_400_000;
const HOST = 'workstation';

export interface BenchOptions {
  /** `developer/lab-3` */
  scenario: string;
  /** Simulated seconds per second. */
  speed: number;
  /** Folder that the program runs in. */
  workFolder: string;
  timeLimitMs: number;
}

export class LabBench {
  readonly scenario: Scenario;
  /** Folder that the program runs in; what it writes there can be read. */
  readonly workFolder: string;
  /** Asked for every request; a grader sets it for as long as it wants to disturb. */
  disturb: Observer['disturb'] = () => null;
  readonly #timeLimitMs: number;
  readonly #shell: Shell;
  #state: LabState;
  #server: RunningServer | null = null;
  /** How far the calendar of the tokens is ahead. */
  #aheadMs = 0;

  private constructor(scenario: Scenario, shell: Shell, options: BenchOptions, cluster: Cluster) {
    this.scenario = scenario;
    this.workFolder = options.workFolder;
    this.#timeLimitMs = options.timeLimitMs;
    this.#shell = shell;
    this.#state = { session: openSession(cluster), lines: [], met: [] };
  }

  /** Starts the cluster of the scenario on free ports of the loopback address. */
  static async start(options: BenchOptions): Promise<LabBench> {
    const scenario = await readScenario('content', options.scenario);
    const shell = await liveShell();
    let bench: LabBench | null = null;
    const observer: Observer = {
      disturb: (request): Disturbance | null => bench?.disturb(request) ?? null,
      exchanged: (exchange) => {
        if (bench !== null) bench.#addExchange(exchange);
      },
      typed: (line) => {
        if (bench !== null) bench.#addLine(line);
      },
    };
    const server = await runServer(
      {
        host: '127.0.0.1',
        port: 0,
        grpcPort: 0,
        metricsPort: 0,
        speed: options.speed,
        seed: scenario.seed,
        scenario: options.scenario,
        stateFile: null,
        accountsFile: null,
        tokenLifeMs: TOKEN_LIFE_MS,
        requestsPerSecond: 10_000,
        otlp: null,
      },
      () => undefined,
      { observer, now: () => Date.now() + (bench === null ? 0 : bench.#aheadMs) },
    );
    bench = new LabBench(scenario, shell, options, server.live.cluster);
    bench.#server = server;
    const files = scenario.start.files[HOST];
    if (files !== undefined) bench.#state.session.files[HOST] = { ...files };
    const { live } = server;
    live.accept(bench.#state.session.cluster);
    live.onChange(() => bench.#judge());
    return bench;
  }

  get cluster(): Cluster {
    return this.#running.live.cluster;
  }

  /** Requests so far, oldest first. */
  get requests(): readonly Exchange[] {
    return this.#state.session.requests ?? [];
  }

  /** Command lines that the program or the grader has run. */
  get lines(): readonly LabLine[] {
    return this.#state.lines;
  }

  /** Address of the REST interface. */
  get url(): string {
    return `http://127.0.0.1:${this.#running.restPort}`;
  }

  isMet(checkpoint: string): boolean {
    return this.#state.met.some(({ id }) => id === checkpoint);
  }

  /** Runs the program once, with the addresses and the account of the cluster in its environment. */
  run(
    program: Program,
    args: readonly string[] = [],
    limits: { timeLimitMs?: number } = {},
  ): Promise<ProgramRun> {
    const { grpcPort, metricsPort } = this.#running;
    return runProgram(program, {
      args,
      workFolder: this.workFolder,
      timeLimitMs: Math.min(this.#timeLimitMs, limits.timeLimitMs ?? Infinity),
      environment: {
        HOME: this.workFolder,
        DWCP_URL: this.url,
        DWCP_ENDPOINT: this.url,
        DWCP_GRPC: `127.0.0.1:${grpcPort}`,
        DWCP_METRICS: `http://127.0.0.1:${metricsPort}/metrics`,
        DWCP_USERNAME: 'operator',
        DWCP_PASSWORD: 'training-operator',
      },
    });
  }

  /** Lets simulated time pass at once, looking at the checkpoints on the way. */
  advance(seconds: number): void {
    const untilMs = this.cluster.nowMs + seconds * 1000;
    while (this.cluster.nowMs < untilMs)
      this.#running.live.advance(Math.min(5_000, untilMs - this.cluster.nowMs));
  }

  /** Types a line into a terminal of the lab, as a person would who looks at what the program has done. */
  type(line: string): LineResult {
    const { cluster } = this;
    const result = drain(this.#shell, { ...this.#state.session, cluster }, line);
    const requests = this.#state.session.requests;
    this.#state.session = { ...result.session, ...(requests === undefined ? {} : { requests }) };
    this.#running.live.accept(result.session.cluster);
    const output = result.output + result.errorOutput;
    this.#addLine({ atMs: cluster.nowMs, line, output, exitCode: result.exitCode });
    return result;
  }

  /** Puts a file of the program in front of the checkpoints, as if it had been written in the terminal. */
  putFile(path: string, text: string): void {
    const { session } = this.#state;
    const files = { ...session.files[HOST], [resolvePath(path)]: text };
    this.#state.session = { ...session, files: { ...session.files, [HOST]: files } };
    this.#judge();
  }

  /** Ends every token that was given so far, as if a day had passed; a new login works. */
  expireTokens(): void {
    this.#aheadMs += TOKEN_LIFE_MS + 1_000;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  get #running(): RunningServer {
    if (this.#server === null) throw new Error('The bench has no server.');
    return this.#server;
  }

  #addExchange(exchange: Exchange): void {
    const { session } = this.#state;
    this.#state.session = { ...session, requests: withExchange(session.requests, exchange) };
    this.#judge();
  }

  #addLine(line: LabLine): void {
    this.#state.lines = [...this.#state.lines, line];
    this.#judge();
  }

  #judge(): void {
    const { live } = this.#running;
    const { cluster } = live;
    this.#state = judge(this.scenario, { ...this.#state, session: { ...this.#state.session, cluster } });
    // A checkpoint can start a fault, which changes the cluster.
    live.accept(this.#state.session.cluster);
  }
}
