import type { LabMaterial } from '../schemas/program-index.ts';

/** A limit of a deliverable as text: "Migration time: under 30 s". */
export function formatLimit(limit: LabMaterial['limits'][number]): string {
  const parts = [
    ...(limit.lessThan === undefined ? [] : [`under ${limit.lessThan}`]),
    ...(limit.moreThan === undefined ? [] : [`over ${limit.moreThan}`]),
    ...(limit.atLeast === undefined ? [] : [`at least ${limit.atLeast}`]),
    ...(limit.exactly === undefined ? [] : [`exactly ${limit.exactly}`]),
  ];
  return `${limit.measure}: ${parts.join(' and ')} ${limit.unit}`;
}
