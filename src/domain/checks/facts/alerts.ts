import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import type { Piece } from './pieces.ts';
import { lineWithin, oncePerFile, suggest, usesOf } from './report.ts';

/** Alerts that the reference does not have, in components, in runbooks' frontmatter, in panels and as `alertname` in code. */
export function checkAlerts(program: Program, pieces: readonly Piece[]): Finding[] {
  const names = program.reference.alerts.data.alerts.map((alert) => alert.name);
  const uses = [
    ...usesOf(program, 'Alert').map(({ file, line, value }) => ({ file, line, name: String(value) })),
    ...program.runbooks.flatMap(({ file, data, lineOf }) =>
      data.alerts.map((name, index) => ({ file, line: lineOf(['alerts', index]), name })),
    ),
    ...program.reference.dashboards.data.dashboards.flatMap((dashboard, index) =>
      dashboard.panels.flatMap(({ alert }, position) =>
        alert === undefined
          ? []
          : [
              {
                file: program.reference.dashboards.file,
                line: program.reference.dashboards.lineOf(['dashboards', index, 'panels', position, 'alert']),
                name: alert,
              },
            ],
      ),
    ),
    ...pieces.flatMap((piece) =>
      [...piece.text.matchAll(/\balertname\s*=\s*["']?([A-Z]\w+)/g)].map((match) => ({
        file: piece.file,
        line: lineWithin(piece, match.index),
        name: match[1] ?? '',
      })),
    ),
  ];
  return oncePerFile(
    uses
      .filter(({ name }) => !names.includes(name))
      .map(({ file, line, name }) => ({
        rule: 'unknown-alert',
        file,
        line,
        subject: name,
        message: `The alert "${name}" is not in the reference.`,
        hint: suggest(nearest(name, names), 'add the alert to content/reference/alerts.yaml.'),
      })),
  );
}
