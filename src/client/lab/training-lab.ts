/** The player of a lab: terminal, clock and panels in the place that the page has for them. Loaded on first use. */
import labStyles from '../../styles/lab.css?inline';
import type { Lab } from '../../simulator/lab/index.ts';
import type { CommandTable } from '../../simulator/shell/index.ts';
import { showNotice } from '../notice.ts';
import { recordLabDone } from '../progress/kept-progress.ts';
import { readStored, store } from '../storage.ts';
import { freePlayScenario } from './free-play.ts';
import { fetchLabFiles } from './lab-files.ts';
import { LabPlayer } from './lab-player.ts';
import { bindShell } from './shell.ts';
import { adoptStyles } from './style-carrier.ts';

let areStylesAdopted = false;
const players = new WeakMap<HTMLElement, LabPlayer>();

/** Opens the lab of a dock, and puts the focus into its terminal. A lab that is open only gets the focus. */
export async function openLab(dock: HTMLElement): Promise<LabPlayer> {
  if (!areStylesAdopted) adoptStyles(labStyles);
  areStylesAdopted = true;
  const id = dock.dataset['labId'] ?? '';
  const known = players.get(dock);
  if (known !== undefined && known.id === id) {
    known.open();
    return known;
  }
  known?.end();
  const { scenario, commands } = await loadParts(id);
  const shell = bindShell(commands);
  const lab: Lab = { id, scenario, shell };
  const player = new LabPlayer(dock, lab, {
    complete: shell.complete,
    read: () => readStored(`lab:${id}`),
    keep: (value) => store(`lab:${id}`, value),
    readAside: () => readStored(`lab:${id}:aside`),
    keepAside: (value) => store(`lab:${id}:aside`, value),
    recordDone: () => {
      if (scenario.checkpoints.length > 0) recordLabDone(id, { done: true, by: 'checkpoints' });
    },
    notify: showNotice,
  });
  players.set(dock, player);
  await player.begin();
  player.open();
  return player;
}

async function loadParts(id: string): Promise<{ scenario: Lab['scenario']; commands: CommandTable }> {
  const free = freePlayScenario(id);
  const base = document.body.dataset['base'] ?? '/';
  const commandsUrl = `${base}cluster/commands.json`;
  const files = await fetchLabFiles(
    free === undefined ? `${base}cluster/scenarios/${id}.json` : undefined,
    commandsUrl,
  );
  const scenario = free ?? files.scenario;
  if (scenario === undefined) throw new Error(`There is no scenario "${id}".`);
  return { scenario, commands: files.commands };
}
