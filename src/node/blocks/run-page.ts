import type { ConsolePage, ConsoleStep } from '../../domain/blocks/console-page.ts';
import type { BlockMeasurement, CommandResult } from '../../domain/blocks/measured-block.ts';
import { advanceLab, startLab, typeWholeLine, type Lab, type Shell } from '../../simulator/lab/index.ts';
import { step } from '../../simulator/step.ts';
import { createTrainingCluster } from '../../simulator/training-cluster.ts';

/** A terminal on the cluster of a page. */
interface Terminal {
  /** Lets simulated time pass. */
  readonly wait: (seconds: number) => void;
  /** Opens the prompt of another machine. */
  readonly moveTo: (host: string) => void;
  /** Types a line and waits for its end. */
  readonly type: (line: string) => CommandResult;
}

/** What goes on for longer is ended as if by Ctrl-C: an hour of the cluster, and as many chunks as an hour has seconds. */
const LONGEST_LINE_MS = 3_600_000;
const MOST_CHUNKS = 3_600;

/** Types the blocks of a page in order, on a cluster that is always the same; one measurement for each block. */
export function runPage(page: ConsolePage, shell: Shell): BlockMeasurement[] {
  const { scenario } = page;
  if (scenario !== undefined && scenario.data === undefined) {
    const reason = `there is no scenario "${scenario.id}" in content/scenarios/`;
    return page.blocks.map(() => ({ type: 'not-run', reason }));
  }
  const open = (): Terminal =>
    scenario?.data === undefined
      ? openTerminal(page.seed, shell)
      : // The schema's types allow a field that is there and undefined; parsing never makes one.
        openLab({ id: scenario.id, scenario: scenario.data as Lab['scenario'], shell });
  let terminal: Terminal | undefined;
  return page.blocks.map((block): BlockMeasurement => {
    try {
      if (terminal === undefined || block.isFresh) terminal = withToken(open());
      return { type: 'ran', results: typeBlock(terminal, block) };
    } catch (error) {
      // A mistake of the simulator: the writer is told where it shows, and the other pages are checked.
      return { type: 'not-run', reason: `the training cluster broke (${String(error)})` };
    }
  });
}

/** What a page writes where the token of its latest login goes. */
const TOKEN = '[[token]]';

/** The terminal with the token of the latest login put in place of `[[token]]`, which nobody can know before. */
function withToken(terminal: Terminal): Terminal {
  let token: string | undefined;
  return {
    ...terminal,
    type(command) {
      const result = terminal.type(command.replaceAll(TOKEN, token ?? TOKEN));
      token = /"token":\s*"([^"]+)"/.exec(result.output)?.[1] ?? token;
      return { ...result, command };
    },
  };
}

function typeBlock(terminal: Terminal, block: ConsoleStep): CommandResult[] {
  terminal.wait(block.afterSeconds);
  if (block.on !== undefined) terminal.moveTo(block.on);
  return block.commands.map(terminal.type);
}

function openTerminal(seed: number, shell: Shell): Terminal {
  let session = shell.open(createTrainingCluster(seed));
  return {
    wait(seconds) {
      const { cluster } = session;
      session = { ...session, cluster: step(cluster, cluster.nowMs + seconds * 1000) };
    },
    moveTo(host) {
      session = { ...session, host };
    },
    type(command) {
      const endMs = session.cluster.nowMs + LONGEST_LINE_MS;
      const running = shell.execute(session, command);
      let output = '';
      for (let chunks = 1; ; chunks += 1) {
        const next = running.next();
        if (next.done === true) {
          session = next.value.session;
          const { output: printed, errorOutput, exitCode } = next.value;
          return { command, output: printed + errorOutput, exitCode };
        }
        session = next.value.session;
        if (next.value.chunk.type === 'text') output += next.value.chunk.text;
        if (session.cluster.nowMs >= endMs || chunks >= MOST_CHUNKS)
          return { command, output, exitCode: 130 };
      }
    },
  };
}

function openLab(lab: Lab): Terminal {
  let run = startLab(lab);
  return {
    wait(seconds) {
      run = advanceLab(lab, run, run.session.cluster.nowMs + seconds * 1000);
    },
    moveTo(host) {
      run = { ...run, session: { ...run.session, host } };
    },
    type(command) {
      const typed = typeWholeLine(lab, run, command, MOST_CHUNKS);
      run = typed.run;
      const { output, errorOutput, exitCode } = typed.result;
      return { command, output: output + errorOutput, exitCode };
    },
  };
}
