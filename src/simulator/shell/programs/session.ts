/** Programs about the terminal itself. */
import { execute } from '../execute.ts';
import { fail, succeed, type Machine, type Program, type ProgramResult } from '../program.ts';
import { PROGRAMS } from '../programs.ts';
import { WORKSTATION, type Chunk } from '../session.ts';
import { nearestOf } from '../nearest.ts';

/** Whether a machine of that name can be logged in to: a node, or a machine that is about to become one. */
function rejectHost(machine: Machine, name: string): string | null {
  const { nodes, machines = {} } = machine.session.cluster;
  const node = Object.hasOwn(nodes, name)
    ? nodes[name]
    : Object.hasOwn(machines, name)
      ? machines[name]
      : undefined;
  if (node === undefined) {
    const nearest = nearestOf(name, [...Object.keys(nodes), ...Object.keys(machines)]);
    return `There is no machine "${name}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`;
  }
  return node.process === 'crashed' ? `${name} does not answer: the host is down.` : null;
}

export const ssh: Program = function* (machine, words): Generator<Chunk, ProgramResult> {
  const [name, ...rest] = words;
  if (name === undefined) return fail('ssh: Name a machine. For example: ssh worker-3', 2);
  const rejection = rejectHost(machine, name);
  if (rejection !== null) return fail(`ssh: ${rejection}`, 255);
  if (rest.length === 0) {
    machine.session = { ...machine.session, host: name };
    return succeed('');
  }
  const { host, history } = machine.session;
  const running = execute({ ...machine.session, host: name }, rest.map(quote).join(' '), machine.table);
  for (;;) {
    const next = running.next();
    if (next.done === true) {
      const { session, output, errorOutput, exitCode } = next.value;
      machine.session = { ...session, host, history };
      return { output, errorOutput, exitCode };
    }
    machine.session = { ...next.value.session, host, history };
    if (next.value.chunk.type === 'progress') yield next.value.chunk;
  }
};

/** One word that holds signs is a whole line for the other shell, as with a real one. */
function quote(word: string, _index: number, words: readonly string[]): string {
  if (words.length === 1) return word;
  return /^[\w./:=,%@+-]+$/.test(word) || ['|', '&&', ';', '>', '>>'].includes(word)
    ? word
    : `'${word.replaceAll("'", `'"'"'`)}'`;
}

export const exit: Program = (machine) => {
  if (machine.session.host === WORKSTATION)
    return succeed('You are at the workstation already; close the page to leave.\n');
  machine.session = { ...machine.session, host: WORKSTATION };
  return succeed('');
};

export const helpProgram: Program = () => {
  const names = Object.keys(PROGRAMS);
  const width = Math.max(...names.map((name) => name.length));
  return succeed(
    `${names.map((name) => `  ${name.padEnd(width)}  ${PROGRAMS[name]?.summary ?? ''}\n`).join('')}\n"dwcp-cli --help" lists the commands of the cluster. Tab completes, Ctrl-C stops waiting.\n`,
  );
};

export const historyProgram: Program = (machine) =>
  succeed(
    machine.session.history.map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`).join(''),
  );

/** Terminals clear their own screen; in a record nothing is left of it. */
export const clear: Program = () => succeed('');

export const trueProgram: Program = () => succeed('');
