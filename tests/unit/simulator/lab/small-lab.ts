import type { Scenario } from '../../../../src/simulator/lab/scenario.ts';
import type { Lab, Shell } from '../../../../src/simulator/lab/index.ts';
import { perform } from '../../../../src/simulator/actions.ts';
import { copyPlain } from '../../../../src/simulator/copy.ts';
import { step } from '../../../../src/simulator/step.ts';

/** A shell with `sleep N`, `stop NODE`, `write TEXT` and `false`; everything else prints itself. */
export const smallShell: Shell = {
  open: (cluster) => ({
    formatVersion: 1,
    cluster,
    host: 'workstation',
    files: { workstation: {} },
    history: [],
    variables: {},
  }),
  *execute(before, line) {
    let session = { ...before, history: [...before.history, line] };
    const [word = '', rest = ''] = line.split(/ (.*)/s);
    const end = (output: string, exitCode = 0) => ({ session, output, errorOutput: '', exitCode });
    if (word === 'sleep') {
      for (let second = 0; second < Number(rest); second += 1) {
        session = { ...session, cluster: step(session.cluster, session.cluster.nowMs + 1000) };
        yield { chunk: { type: 'progress', text: `${second}` }, session };
      }
      return end('');
    }
    if (word === 'stop') {
      const cluster = copyPlain(session.cluster);
      perform(cluster, { type: 'stop-service', node: rest });
      session = { ...session, cluster };
      return end('');
    }
    if (word === 'write') {
      session = { ...session, files: { workstation: { '/home/operator/note.txt': rest } } };
      return end('');
    }
    return end(`${line}\n`, word === 'false' ? 1 : 0);
  },
};

const scenario: Scenario = {
  title: 'A small lab',
  seed: 7,
  start: {
    controllers: 3,
    workers: 3,
    regions: ['eu-west', 'us-east'],
    mode: 'datacenter',
    machines: [],
    vms: [],
    settings: {},
    nodes: {},
    files: { workstation: { '/home/operator/task.txt': 'Read me.' } },
    warmUpSeconds: 60,
  },
  faults: [{ type: 'crash', node: 'worker-3', atSeconds: 10, after: 'looked' }],
  checkpoints: [
    {
      id: 'looked',
      title: 'The learner looked',
      after: [],
      when: { typed: '^look' },
      met: 'Seen.',
      hints: ['Look.', 'Look again.', 'Type: look'],
    },
    {
      id: 'down',
      title: 'Two workers are down',
      after: ['looked'],
      when: {
        all: [
          { state: 'nodes/worker-2/process', is: '!=running' },
          { countOf: 'nodes/*', where: { type: 'worker', process: 'running' }, is: '<=1' },
          {
            event: 'process-stopped',
            node: 'worker-3',
            within: { seconds: 60, of: { event: 'fault-injected' } },
          },
        ],
      },
      met: 'Down.',
      hints: ['Stop one.', 'Which one runs?', 'Type: stop worker-2'],
    },
    {
      id: 'noted',
      title: 'It is written down',
      after: ['down'],
      when: { file: '*/note.txt', matches: '^cause: ' },
      met: 'Noted.',
      hints: ['Write.', 'Write a cause.', 'Type: write cause: a crash'],
    },
  ],
  solution: ['look', 'stop worker-2', 'sleep 20', 'write cause: a crash'],
  wrongApproaches: [],
};

export const smallLab: Lab = { id: 'operations/lab-99', scenario, shell: smallShell };
