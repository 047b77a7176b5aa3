/**
 * Runs a plug-in program in a process of its own, where it can be stopped. Arguments: the program, a file with a list of
 * what clusters know, and the file that the answers are written to, one for each.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { buildPlugin, type PluginKnowledge } from '../../simulator/plugin-programs/index.ts';

const [program = '', questions = '', answers = ''] = process.argv.slice(2);
const exported = (await import(pathToFileURL(program).href)) as Record<string, unknown>;
const known = JSON.parse(await readFile(questions, 'utf8')) as PluginKnowledge[];
await writeFile(answers, JSON.stringify(known.map((knowledge) => buildPlugin(exported, knowledge))));
