/**
 * What a plug-in program of the training cluster exports. It has a `name` and one of three functions: `chooseStreams`
 * makes it a transport plug-in, `place` or `score` a placement plug-in. The cluster never runs the program: it is asked
 * beforehand, and its answers are written down as a table or an assignment. The same question must therefore always get
 * the same answer: no clock, no chance, nothing remembered from call to call.
 */

// region: transport
/** A path for which the streams of a migration are wanted. */
export interface TransportPath {
  /** Round trip, in milliseconds. */
  rttMs: number;
  /** Share of the packets that are lost on the way, 0–1. */
  lossRatio: number;
  /** What the path carries, in megabits (10⁶ bits) a second. */
  bandwidthMbps: number;
}

/** What holds for every stream of the transport. */
export interface TransportFacts {
  /** Bytes that a stream has in flight at most: one window in each round trip. */
  windowBytes: number;
  /** Payload of a packet, in bytes. */
  segmentBytes: number;
  /** Rate above which a stream is not let; `null` without pacing. */
  pacingMbps: number | null;
  /** `cubic` slows down at every loss; `bbr` bears up to a fifth of the packets. */
  congestionControl: 'bbr' | 'cubic';
  /** Streams that a migration may open. */
  maxStreams: number;
}

export interface TransportProgram {
  /** 1 to 63 lower-case letters, digits and dashes. */
  name: string;
  /** A whole number from 1 to `transport.maxStreams`. */
  chooseStreams(path: TransportPath, transport: TransportFacts): number;
}

// endregion

// region: placement
/** A running VM that wants a worker. */
export interface PlacementVm {
  id: string;
  /** The worker that it runs on at present. */
  node: string;
  cpu: number;
  memoryGib: number;
  diskGb: number;
  /** Regions it may be in; every region, if empty. */
  requiredRegions: string[];
  /** VMs whose worker it has to share. */
  together: string[];
  /** VMs on whose worker it must not be. */
  apart: string[];
}

/** A worker that takes VMs. */
export interface PlacementWorker {
  id: string;
  region: string;
  cpu: number;
  memoryGib: number;
  diskGb: number;
  /** What VMs take of it that are placed already; at the start those that cannot be moved at present. */
  used: { cpu: number; memoryGib: number; diskGb: number; vms: number };
  /** Round trip to the leading controller, in milliseconds. */
  rttMs: number;
  /** Measured reliability × reputation, 0–1. */
  reliability: number;
  /** Cheapness, 0–1, 1 being the cheapest. */
  cost: number;
}

/** How much of a worker may be used. */
export interface PlacementLimits {
  /** Virtual processors that share one processor at most. */
  cpuShare: number;
  /** Share of the memory that stays free, 0–1. */
  freeMemoryRatio: number;
  maxVmsPerWorker: number;
}

// endregion

/** Decides on all VMs at once. */
export interface PlacementPlanProgram {
  /** 1 to 63 lower-case letters, digits and dashes. */
  name: string;
  /** Worker by VM, as if no VM were placed yet; a VM that is left out is left to the built-in score. */
  place(vms: PlacementVm[], workers: PlacementWorker[], limits: PlacementLimits): Record<string, string>;
}

/** Decides on one VM after the other, the largest memory first. */
export interface PlacementScoreProgram {
  /** 1 to 63 lower-case letters, digits and dashes. */
  name: string;
  /** How good the worker is for the VM. It is asked for workers that have room; the highest answer wins. */
  score(vm: PlacementVm, worker: PlacementWorker, limits: PlacementLimits): number;
}

export type PlacementProgram = PlacementPlanProgram | PlacementScoreProgram;
/** Either kind; for whoever types a module that exports one. @public */
export type PluginProgram = TransportProgram | PlacementProgram;
