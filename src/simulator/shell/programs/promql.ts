/** `promql 'query'`: an instant query over the metrics of the cluster. */
import { evaluateQuery } from '../../promql/evaluate.ts';
import { labelsOf } from '../../promql/series.ts';
import { table } from '../format.ts';
import { fail, succeed, type Program } from '../program.ts';

export const promql: Program = (machine, words) => {
  if (words.length === 0)
    return fail("promql: Write a query in quotes. For example: promql 'sum(dwcp_vm_count_total)'", 2);
  const result = evaluateQuery(machine.session.cluster, words.join(' '));
  switch (result.type) {
    case 'mistake':
      return fail(`promql: ${result.message}`, 2);
    case 'scalar':
      return succeed(`${number(result.value)}\n`);
    case 'vector': {
      if (result.points.length === 0) return succeed('No series matches.\n');
      const rows = result.points.map(({ labels, value }) => ({
        labels: labelsOf(labels)
          .replace(/__name__=(\S+) ?/, '')
          .trim(),
        value: number(value),
      }));
      return succeed(
        rows.every(({ labels }) => labels === '')
          ? rows.map(({ value }) => `${value}\n`).join('')
          : table(
              ['labels', 'value'],
              rows.map((row) => [row.labels, row.value]),
            ),
      );
    }
  }
};

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(Math.round(value * 1e6) / 1e6);
}
