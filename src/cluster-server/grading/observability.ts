/** Lab 4: the program is the application; afterwards its trace is looked at as a person would. */
import type { LabBench } from './lab-bench.ts';
import { askedCheck, type LabGrader } from './lab-grader.ts';
import { requireSuccess } from './run-program.ts';

const SERVICE = 'orders';

export const observabilityGrader: LabGrader = {
  scenario: 'developer/lab-4',
  examine: async (bench, program) => {
    const run = await bench.run(program);
    requireSuccess(run);
    bench.advance(60);
    const own = bench.cluster.spans.findLast(
      ({ service, parentId }) => service === SERVICE && parentId === null,
    );
    if (own !== undefined) {
      bench.type(`dwcp-cli trace show --id ${own.traceId}`);
      bench.type(`dwcp-cli trace export --id ${own.traceId} --file orders-trace.json`);
    }
    bench.type('promql orders_moved_total');
    return { reasons: reasonsFor(bench), checks: [askedCheck(bench)] };
  },
};

function reasonsFor(bench: LabBench): Record<string, string> {
  const { spans } = bench.cluster;
  const services = [...new Set(spans.map(({ service }) => service))].join(', ');
  return {
    'span-reported': `No span of the service "${SERVICE}" without a parent was reported; there are spans of ${services}.`,
  };
}
