/** Plug-ins as they arrive: checked against the schemas of their kinds. `plugins.ts` says what the fields mean. */
import * as z from 'zod/mini';
import { MAX_STREAMS, type PlacementPlugin, type Plugin, type TransportPlugin } from '../plugins.ts';
import { describeIssue, pathOf } from './describe-issues.ts';

const nameSchema = z.string().check(z.regex(/^[a-z0-9-]{1,63}$/));
const weightSchema = z.optional(z.number().check(z.minimum(-10), z.maximum(10)));

const transportSchema = z.strictObject({
  kind: z.literal('transport'),
  name: nameSchema,
  streams: z
    .array(
      z.strictObject({
        max_rtt_ms: z.optional(z.number().check(z.minimum(0), z.maximum(60_000))),
        max_loss: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
        max_bandwidth_mbps: z.optional(z.number().check(z.minimum(0), z.maximum(1_000_000))),
        streams: z.int().check(z.minimum(1), z.maximum(MAX_STREAMS)),
      }),
    )
    .check(z.minLength(1), z.maxLength(512)),
});

const placementSchema = z.strictObject({
  kind: z.literal('placement'),
  name: nameSchema,
  weights: z.optional(
    z.strictObject({
      fill: weightSchema,
      reliability: weightSchema,
      latency: weightSchema,
      cost: weightSchema,
    }),
  ),
  assignment: z.optional(z.record(nameSchema, z.string().check(z.minLength(1), z.maxLength(128)))),
});

/** Reads a plug-in from the text of a file; a problem is a sentence that names the file, the field and what was expected. */
export function parsePlugin(file: string, text: string): { plugin: Plugin } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The reason that an engine gives is its own wording; a run has to print the same everywhere.
    return { problem: `${file} is not JSON.` };
  }
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (kind !== 'transport' && kind !== 'placement')
    return { problem: `${file}: kind must be "transport" or "placement".` };
  const parsed = z.safeParse(kind === 'transport' ? transportSchema : placementSchema, value);
  if (!parsed.success) return { problem: `${file}: ${explain(parsed.error.issues[0])}` };
  const problem = parsed.data.kind === 'transport' ? checkTable(parsed.data) : checkChoice(parsed.data);
  return problem === null ? { plugin: parsed.data } : { problem: `${file}: ${problem}` };
}

function explain(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) throw new Error('A refused plug-in has at least one issue.');
  if (issue.code === 'unrecognized_keys')
    return `${pathOf([...issue.path, issue.keys[0] ?? ''])} is not a field of a plug-in of this kind.`;
  if (issue.code === 'invalid_key')
    return `${pathOf(issue.path)} is not a name; names have lower-case letters, digits and dashes.`;
  if (issue.code === 'invalid_format')
    return `${pathOf(issue.path)} must have 1 to 63 lower-case letters, digits and dashes.`;
  return `${pathOf(issue.path)} ${describeIssue(issue)}.`;
}

function checkTable({ streams }: TransportPlugin): string | null {
  const last = streams.length - 1;
  for (const [index, { max_rtt_ms, max_loss, max_bandwidth_mbps }] of streams.entries()) {
    const isOpen = max_rtt_ms === undefined && max_loss === undefined && max_bandwidth_mbps === undefined;
    if (isOpen && index < last)
      return `streams[${index}] holds for every path, so the rows after it must be taken out.`;
    if (!isOpen && index === last)
      return `streams[${index}] must have no bound, neither max_rtt_ms nor max_loss nor max_bandwidth_mbps, so that every path has an answer.`;
  }
  return null;
}

function checkChoice({ weights, assignment }: PlacementPlugin): string | null {
  if ((weights === undefined) === (assignment === undefined))
    return 'weights or assignment must be given, and not both.';
  if (weights !== undefined && Object.values(weights).every((weight) => weight === 0 || weight === undefined))
    return 'weights must have one that is not 0.';
  if (assignment !== undefined && Object.keys(assignment).length === 0)
    return 'assignment must name at least one VM.';
  return null;
}
