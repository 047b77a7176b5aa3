/** A lab as the engine takes it; `src/schemas/scenario.ts` is the same in Zod, with the account of every field. */
import type { Mode, NodeType } from '../cluster.ts';
import type { Fault } from '../faults.ts';
import type { WorkloadClass } from '../hde.ts';
import type { Predicate } from './predicate.ts';

export interface ScenarioVm {
  name: string;
  node: string;
  cpu: number;
  memoryGib: number;
  diskGb: number;
  workload: WorkloadClass;
  /** Megabytes of memory that the guest writes each second. */
  dirtyMbPerSecond: number;
}

/** A machine with the software installed that does not belong to the cluster yet. */
export interface ScenarioMachine {
  id: string;
  type: NodeType;
  region: string;
  clockSkewMs?: number | undefined;
  /** Hours until its certificate ends; negative if it has ended. */
  certificateEndsInHours?: number | undefined;
}

export interface ScenarioStart {
  controllers: number;
  workers: number;
  regions: string[];
  mode: Mode;
  machines: ScenarioMachine[];
  vms: ScenarioVm[];
  /** Keys of the configuration files with the values of the model. */
  settings: Record<string, string | number | boolean>;
  load?: { requestsPerSecond: number; writesPerSecond: number } | undefined;
  nodes: Record<string, ScenarioNode>;
  /** Host, then path, then text. */
  files: Record<string, Record<string, string>>;
  /** Time that passes before the person arrives; the lab's clock starts after it. */
  warmUpSeconds: number;
}

/** What differs from the reference on one node. */
export interface ScenarioNode {
  version?: string | undefined;
  streams?: number | undefined;
  compressionLevel?: number | undefined;
  cpu?: number | undefined;
  memoryGib?: number | undefined;
  reputation?: number | undefined;
  certificateEndsInHours?: number | undefined;
}

/** A fault, so many seconds after the start, or after a checkpoint was met. */
export type ScenarioFault = Fault & { atSeconds: number; after?: string | undefined };

export interface ScenarioCheckpoint {
  id: string;
  title: string;
  /** Checkpoints that have to be met before this one is looked at. */
  after: string[];
  when: Predicate;
  /** What the page says when it is met. */
  met: string;
  /** From a nudge to nearly the answer. */
  hints: string[];
}

export interface Scenario {
  title: string;
  seed: number;
  start: ScenarioStart;
  faults: ScenarioFault[];
  checkpoints: ScenarioCheckpoint[];
  solution: string[];
  wrongApproaches: { title: string; commands: string[]; open: string[] }[];
}
