import type { Scenario } from '../../schemas/scenario.ts';
import type { Lab } from '../../schemas/lab.ts';
import { nearest } from '../edit-distance.ts';
import type { Finding } from '../finding.ts';
import type { DataEntry, Program, TrackDocumentEntry } from '../program.ts';

/**
 * Holds the checkpoints of a lab's text against those of its scenario. Labs without a scenario are left alone, and so
 * is a scenario that does not exist, which is reported as a reference.
 */
export function checkLabCheckpoints({ labs, scenarios }: Program): Finding[] {
  return labs.flatMap((lab) => {
    // A lab names its scenario without its track, because the file stands in the folder of the track.
    const id = `${lab.track}/${lab.data.scenario ?? ''}`;
    const scenario = scenarios.find((entry) => entry.id === id);
    return scenario === undefined ? [] : [...findUnknown(lab, scenario), ...findUntold(lab, scenario)];
  });
}

function checkpointUses({ document }: TrackDocumentEntry<Lab>): { id: string; line: number }[] {
  return document.components.flatMap(({ name, attributes, line }) =>
    name === 'Checkpoint' && typeof attributes['id'] === 'string' ? [{ id: attributes['id'], line }] : [],
  );
}

function findUnknown(lab: TrackDocumentEntry<Lab>, scenario: DataEntry<Scenario>): Finding[] {
  const known = scenario.data.checkpoints.map(({ id }) => id);
  return checkpointUses(lab)
    .filter(({ id }) => !known.includes(id))
    .map(({ id, line }) => {
      const suggestion = nearest(id, known);
      return {
        rule: 'checkpoint-without-scenario',
        file: lab.file,
        line,
        subject: `${lab.file}: ${id}`,
        message: `The scenario ${scenario.id} has no checkpoint "${id}", so it would never be met.`,
        hint:
          suggestion === undefined
            ? `Its checkpoints are ${known.join(', ')}.`
            : `Did you mean "${suggestion}"? Its checkpoints are ${known.join(', ')}.`,
      };
    });
}

function findUntold(lab: TrackDocumentEntry<Lab>, scenario: DataEntry<Scenario>): Finding[] {
  const told = new Set(checkpointUses(lab).map(({ id }) => id));
  return scenario.data.checkpoints.flatMap(({ id }, index) =>
    told.has(id)
      ? []
      : [
          {
            rule: 'checkpoint-without-text',
            file: scenario.file,
            line: scenario.lineOf(['checkpoints', index, 'id']),
            subject: `${scenario.id}: ${id}`,
            message: `The text of the lab, ${lab.file}, does not have the checkpoint "${id}".`,
            hint: `Add <Checkpoint id="${id}"> where the text leads to it, or take it out of the scenario.`,
          },
        ],
  );
}
