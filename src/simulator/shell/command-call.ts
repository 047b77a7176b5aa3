/** What the run function of a command gets, and what it gives back. */
import { attempt, type Action } from '../actions.ts';
import { rejectRead, rejectWrite } from '../api/consensus-errors.ts';
import type { Cluster, ClusterNode, Vm } from '../cluster.ts';
import { proposerOf } from '../consensus.ts';
import { step } from '../step.ts';
import type { CommandRow } from './command-table.ts';
import type { Json } from './format.ts';
import { nearestOf } from './nearest.ts';
import type { Machine } from './program.ts';
import { readFile, writeFile, type Chunk } from './session.ts';

/** A result: the value that `-o json` prints, and the text for people. */
export interface CommandAnswer {
  value: Json;
  text: string;
  /** 1 where the command did its work and the finding is bad, as a failed health check. */
  exitCode?: number;
}

export type CommandRun = (call: CommandCall) => CommandAnswer | Generator<Chunk, CommandAnswer>;

/** The cluster refused: a code of the error reference, a sentence, exit code 1. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The command line is wrong: exit code 2. */
export class Mistyped extends Error {}

/** Nobody answers at the endpoint: exit code 3. */
export class Unreachable extends Error {}

/** Longest time that a command waits: a day of the cluster. */
const LONGEST_WAIT_MS = 86_400_000;

export class CommandCall {
  readonly row: CommandRow;
  readonly #machine: Machine;
  readonly #flags: Readonly<Record<string, string>>;

  constructor(machine: Machine, row: CommandRow, flags: Readonly<Record<string, string>>) {
    this.#machine = machine;
    this.row = row;
    this.#flags = flags;
  }

  get cluster(): Cluster {
    return this.#machine.session.cluster;
  }

  set cluster(cluster: Cluster) {
    this.#machine.session = { ...this.#machine.session, cluster };
  }

  get host(): string {
    return this.#machine.session.host;
  }

  /** Whether the command stays until a long operation has ended. */
  get waits(): boolean {
    return this.#flags['--wait'] !== 'false';
  }

  flag(name: string): string | undefined {
    return this.#flags[name];
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#flags, name);
  }

  /** A flag that the table requires. */
  required(name: string): string {
    const value = this.#flags[name];
    if (value === undefined) throw new Error(`The table does not require ${name} of "${this.row.name}".`);
    return value;
  }

  number(name: string, least: number, most: number): number | undefined {
    const text = this.#flags[name];
    if (text === undefined) return undefined;
    const value = /^-?\d+(?:\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new Mistyped(`${name} is "${text}"; it must be a number from ${least} to ${most}.`);
    return value;
  }

  integer(name: string, least: number, most: number): number | undefined {
    const value = this.number(name, least, most);
    if (value !== undefined && !Number.isInteger(value))
      throw new Mistyped(`${name} is "${this.flag(name) ?? ''}"; it must be a whole number.`);
    return value;
  }

  /** A time such as `300ms`, `20s`, `5m` or `2h`; a bare number counts in `unit`. In milliseconds. */
  time(name: string, unit: 'ms' | 's' | 'm' = 's'): number | undefined {
    const text = this.#flags[name];
    if (text === undefined) return undefined;
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text);
    if (match === null) throw new Mistyped(`${name} is "${text}"; write a time such as 30s, 5m or 2h.`);
    const factors: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
    return Number(match[1]) * (factors[match[2] ?? unit] ?? 1);
  }

  /** One of several words. */
  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.#flags[name];
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found === undefined)
      throw new Mistyped(`${name} is "${text}"; it must be one of ${choices.join(', ')}.`);
    return found;
  }

  /** The node that a flag names. */
  node(name: string): ClusterNode {
    return this.findNode(this.required(name));
  }

  optionalNode(name: string): ClusterNode | undefined {
    return this.has(name) ? this.node(name) : undefined;
  }

  findNode(id: string): ClusterNode {
    const { nodes } = this.cluster;
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (node !== undefined) return node;
    const nearest = nearestOf(id, Object.keys(nodes));
    throw new Refused(
      'NODE_NOT_FOUND',
      `There is no node "${id}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    );
  }

  /** Nodes that a flag lists with commas. */
  nodes(name: string): ClusterNode[] | undefined {
    const text = this.#flags[name];
    return text?.split(',').map((id) => this.findNode(id.trim()));
  }

  /** The VM that a flag names, by name or identifier. */
  vm(name: string): Vm {
    return this.findVm(this.required(name));
  }

  findVm(id: string): Vm {
    const vms = Object.values(this.cluster.vms);
    const vm = vms.find((candidate) => candidate.name === id || candidate.id === id);
    if (vm !== undefined) return vm;
    const nearest = nearestOf(
      id,
      vms.map((candidate) => candidate.name),
    );
    throw new Refused(
      'VM_NOT_FOUND',
      `There is no VM "${id}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    );
  }

  /** VMs that a flag lists with commas. */
  vms(name: string): Vm[] {
    return this.required(name)
      .split(',')
      .map((id) => this.findVm(id.trim()));
  }

  /** The controller that answers: the one that decides, or the first that runs. */
  get endpoint(): string {
    const answering =
      proposerOf(this.cluster) ??
      this.cluster.voters.find((voter) => this.cluster.nodes[voter]?.process === 'running');
    if (answering === undefined)
      throw new Unreachable('No controller answers at the endpoint. Is dwcp-controller running anywhere?');
    return answering;
  }

  /** Refuses to answer from state that is too old. */
  checkRead(): void {
    const error = rejectRead(this.cluster, this.endpoint);
    if (error !== null) throw new Refused(error.code, error.message);
  }

  /** Refuses where nothing can be agreed on. */
  checkWrite(): void {
    const error = rejectWrite(this.cluster, this.endpoint);
    if (error !== null) throw new Refused(error.code, error.message);
  }

  /** Does something to the cluster, or refuses and leaves it as it was. */
  act(action: Action): void {
    const { cluster, refusal } = attempt(this.cluster, action);
    if (refusal !== null) throw new Refused(refusal.code, refusal.message);
    this.cluster = cluster;
  }

  /** Lets time pass until `isDone`, in steps of `stepMs`; each step may show progress. Says whether it was done in time. */
  *waitFor(
    isDone: () => boolean,
    options: { stepMs?: number; limitMs?: number; progress?: () => string } = {},
  ): Generator<Chunk, boolean> {
    const { stepMs = 1_000, limitMs = LONGEST_WAIT_MS, progress } = options;
    const endMs = this.cluster.nowMs + limitMs;
    while (!isDone()) {
      if (this.cluster.nowMs >= endMs) return false;
      const nextMs = Math.min(endMs, (Math.floor(this.cluster.nowMs / stepMs) + 1) * stepMs);
      this.cluster = step(this.cluster, nextMs);
      if (progress !== undefined) yield { type: 'progress', text: progress() };
    }
    return true;
  }

  /** Lets a stretch of time pass. */
  *pass(ms: number, progress?: () => string): Generator<Chunk, void> {
    yield* this.waitFor(() => false, {
      limitMs: Math.round(ms),
      stepMs: ms > 600_000 ? 15_000 : 1_000,
      ...(progress === undefined ? {} : { progress }),
    });
  }

  /** Writes a file on the machine the person is at. */
  write(path: string, text: string, host?: string): void {
    const session = writeFile(this.#machine.session, path, text, host);
    if (session === undefined) throw new Refused('INVALID_ARGUMENT', `There is no room left for "${path}".`);
    this.#machine.session = session;
  }

  read(path: string, host?: string): string | undefined {
    return readFile(this.#machine.session, path, host);
  }

  filesOf(host: string): Readonly<Record<string, string>> {
    return this.#machine.session.files[host] ?? {};
  }
}
