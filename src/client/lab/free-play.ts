/** A cluster to play with, without a goal. Its name says how to build it, so that a link can. */
import type { Scenario } from '../../simulator/lab/index.ts';

const name = /^free\/(\d)-(\d{1,3})-(datacenter|internet|hybrid)-(\d{1,6})$/;

export interface FreePlay {
  readonly controllers: number;
  readonly workers: number;
  readonly mode: Scenario['start']['mode'];
  readonly seed: number;
}

export function freePlayName({ controllers, workers, mode, seed }: FreePlay): string {
  return `free/${controllers}-${workers}-${mode}-${seed}`;
}

/** The scenario of such a name; `undefined` for any other, and for sizes that the page does not offer. */
export function freePlayScenario(id: string): Scenario | undefined {
  const [, controllers, workers, mode, seed] = name.exec(id) ?? [];
  const size = { controllers: Number(controllers), workers: Number(workers) };
  if (mode === undefined || size.controllers < 1 || size.controllers > 7 || size.workers > 200)
    return undefined;
  return {
    title: 'Free play',
    seed: Number(seed),
    start: {
      ...size,
      regions: ['eu-west', 'us-east', 'ap-south'],
      mode: mode as Scenario['start']['mode'],
      machines: [],
      vms: [],
      settings: {},
      nodes: {},
      files: {},
      warmUpSeconds: 60,
    },
    faults: [],
    checkpoints: [],
    solution: [],
    wrongApproaches: [],
  };
}
