/** The cluster that a server starts with: from its state file, from a lab, or the reference deployment. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { scenarioSchema } from '../schemas/scenario.ts';
import type { Cluster } from '../simulator/cluster.ts';
import type { Scenario } from '../simulator/lab/scenario.ts';
import { startCluster } from '../simulator/lab/start.ts';
import { createReferenceCluster } from '../simulator/reference-deployment.ts';
import { step } from '../simulator/step.ts';
import type { ServerOptions } from './server-options.ts';
import { readState } from './state-file.ts';

/** Time that has passed when somebody arrives, so that modes are detected and metrics have values. */
const WARM_UP_MS = 120_000;

export async function startState(
  options: Pick<ServerOptions, 'stateFile' | 'scenario' | 'seed'>,
  contentFolder = 'content',
): Promise<Cluster> {
  if (options.stateFile !== null) {
    const saved = await readState(options.stateFile);
    if (saved !== null) return saved.cluster;
  }
  if (options.scenario !== null) return startCluster(await readScenario(contentFolder, options.scenario));
  return step(createReferenceCluster({ seed: options.seed }), WARM_UP_MS);
}

/** The scenario `<track>/<lab>`; throws a sentence if there is none. */
export async function readScenario(contentFolder: string, name: string): Promise<Scenario> {
  const file = `${contentFolder}/scenarios/${name}.yaml`;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`There is no scenario ${name}: ${file} does not exist.`, { cause: error });
  }
  // Zod leaves absent keys out, which its types cannot say.
  return scenarioSchema.parse(parse(text)) as Scenario;
}
