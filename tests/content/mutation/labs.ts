import type { Scenario } from '../../../src/schemas/scenario.ts';
import type { MutationCase } from './mutation-case.ts';

const lab = 'labs/operations/lab-3-vm-migration-datacenter.mdx';
const scenario = 'scenarios/operations/lab-3.yaml';

/** Damage to what a lab and its scenario say of each other. */
export const labCases: readonly MutationCase[] = [
  {
    rule: 'checkpoint-without-scenario',
    subject: `content/${lab}: downtme`,
    title: 'a letter of a checkpoint is lost in the text of a lab',
    damage: (content) => content.replace(lab, '<Checkpoint id="downtime"', '<Checkpoint id="downtme"'),
    also: [{ rule: 'checkpoint-without-text', subject: 'operations/lab-3: downtime' }],
  },
  {
    rule: 'checkpoint-without-text',
    subject: 'operations/lab-3: tidied',
    title: 'a scenario asks for more than the text of its lab',
    damage: (content) =>
      content.change<Scenario>(scenario, ({ checkpoints }) => {
        checkpoints.push({
          id: 'tidied',
          title: 'The VM is gone',
          after: [],
          when: { event: 'vm-deleted' },
          met: 'Nothing is left behind.',
          hints: ['What did you make?', 'A verb of the noun vm deletes.', 'Type: dwcp-cli vm delete'],
        });
      }),
  },
];
