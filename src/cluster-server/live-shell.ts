import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { commandsSchema } from '../schemas/reference/commands.ts';
import type { Shell } from '../simulator/lab/shell.ts';
import { execute, openSession, type CommandTable } from '../simulator/shell/index.ts';

/** The shell of the simulator with the command table of the reference. */
export async function liveShell(contentFolder = 'content'): Promise<Shell> {
  const text = await readFile(`${contentFolder}/reference/commands.yaml`, 'utf8');
  const table: CommandTable = commandsSchema.parse(parse(text));
  return { open: openSession, execute: (session, line) => execute(session, line, table) };
}
