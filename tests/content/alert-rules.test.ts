import { describe, expect, test } from 'vitest';
import { parsePromql } from '../../src/domain/monitoring/promql.ts';
import { readProgram } from '../../src/node/read-program.ts';

const { program } = await readProgram('content');
const alerts = program?.reference.alerts.data.alerts ?? [];

describe('alerts.yaml', () => {
  test.each(alerts)('$name lists the metrics that its expression reads', ({ expression, metrics }) => {
    const parsed = parsePromql(expression);
    if ('near' in parsed) throw new Error(`"${expression}" is not valid PromQL.`);
    const read = parsed.selectors.map(({ metric }) => metric.replace(/_(?:bucket|count|sum)$/, ''));
    expect([...new Set(read)].sort()).toEqual([...metrics].sort());
  });
});
