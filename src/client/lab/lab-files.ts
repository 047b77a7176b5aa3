import type { Scenario } from '../../simulator/lab/index.ts';
import type { CommandTable } from '../../simulator/shell/index.ts';

/** What a lab is made of, as the build publishes it. */
export interface LabFiles {
  readonly scenario: Scenario | undefined;
  /** The command table of the reference, which parser, help and completion read. */
  readonly commands: CommandTable;
}

/** Fetches the scenario, if there is one to fetch, and the command table. */
export async function fetchLabFiles(scenarioUrl: string | undefined, commandsUrl: string): Promise<LabFiles> {
  const [scenario, commands] = await Promise.all([
    scenarioUrl === undefined ? undefined : fetchJson(scenarioUrl),
    fetchJson(commandsUrl),
  ]);
  return { scenario: scenario as Scenario | undefined, commands: commands as CommandTable };
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return (await response.json()) as unknown;
}
