import type { Span } from '../../traces.ts';
import { Refused, type CommandCall, type CommandRun } from '../command-call.ts';
import { clock, duration, table } from '../format.ts';
import { toOtlp } from '../../otlp.ts';

export const traceCommands: Readonly<Record<string, CommandRun>> = {
  'trace list': (call) => {
    const { cluster } = call;
    const operation = call.flag('--operation');
    const least = call.time('--min-duration') ?? 0;
    const since = cluster.nowMs - (call.time('--duration', 'm') ?? 86_400_000);
    const ids = new Set(cluster.spans.map(({ spanId }) => spanId));
    const roots = cluster.spans
      .filter((span) => isRoot(span, ids) && span.endMs >= since)
      .filter((span) => operation === undefined || span.name === operation || span.name.includes(operation))
      .filter((span) => span.endMs - span.startMs >= least)
      .map((span) => ({
        trace: span.traceId,
        operation: span.name,
        node: span.node,
        began: clock(cluster.epochMs, span.startMs),
        duration_ms: span.endMs - span.startMs,
        spans: cluster.spans.filter(({ traceId }) => traceId === span.traceId).length,
        error: span.isError,
      }));
    return {
      value: roots,
      text:
        roots.length === 0
          ? 'No trace matches.\n'
          : table(
              ['trace', 'operation', 'node', 'began', 'took', 'spans', 'error'],
              roots.map((root) => [
                root.trace,
                root.operation,
                root.node,
                root.began,
                duration(root.duration_ms),
                root.spans,
                root.error ? 'yes' : 'no',
              ]),
            ),
    };
  },

  'trace show': (call) => {
    const spans = spansOf(call);
    const only = call.flag('--span');
    const { cluster } = call;
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const root = spans.find((span) => isRoot(span, ids)) ?? (spans[0] as Span);
    const wanted = spans.find((span) => span.name === only || span.spanId === only);
    if (only !== undefined && wanted === undefined)
      throw new Refused('INVALID_ARGUMENT', `The trace has no span "${only}".`);
    const rows = inOrder(spans, wanted).map(({ span, depth }) => ({
      span: span.name,
      depth,
      id: span.spanId,
      parent: span.parentId,
      node: span.node,
      begins_ms: span.startMs - root.startMs,
      duration_ms: span.endMs - span.startMs,
      attributes: span.attributes,
    }));
    return {
      value: { trace: root.traceId, began: clock(cluster.epochMs, root.startMs), spans: rows },
      text: `${root.traceId}, ${clock(cluster.epochMs, root.startMs)}\n\n${table(
        ['span', 'node', 'begins', 'took', 'attributes'],
        rows.map((row) => [
          `${'  '.repeat(row.depth)}${row.span}`,
          row.node,
          offset(row.begins_ms),
          duration(row.duration_ms),
          Object.entries(row.attributes)
            .map(
              ([name, value]) =>
                `${name}=${typeof value === 'number' ? Math.round(value * 100) / 100 : String(value)}`,
            )
            .join(' '),
        ]),
      )}`,
    };
  },

  'trace export': (call) => {
    const spans = spansOf(call);
    const text = `${JSON.stringify(toOtlp(call.cluster, spans), null, 2)}\n`;
    const path = call.required('--file');
    call.write(path, text);
    return {
      value: { file: path, spans: spans.length, bytes: text.length },
      text: `${spans.length} spans written to ${path} as OTLP JSON.\n`,
    };
  },
};

function spansOf(call: CommandCall): Span[] {
  const id = call.required('--id');
  const { cluster } = call;
  // A prefix is enough where it names one trace only.
  const ids = [...new Set(cluster.spans.map(({ traceId }) => traceId))].filter(
    (traceId) => traceId === id || (id.length >= 4 && traceId.startsWith(id)),
  );
  const [traceId] = ids;
  if (traceId === undefined)
    throw new Refused('INVALID_ARGUMENT', `There is no trace "${id}"; see "trace list".`);
  if (ids.length > 1)
    throw new Refused('INVALID_ARGUMENT', `"${id}" begins ${ids.length} traces; write more of it.`);
  return cluster.spans.filter((span) => span.traceId === traceId);
}

/** Parents before their children, children by their start; from `top` on down, or the whole trace. */
function inOrder(spans: readonly Span[], top?: Span): { span: Span; depth: number }[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const below = (parentId: string | null, depth: number): { span: Span; depth: number }[] =>
    spans
      .filter((span) => span.parentId === parentId)
      .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
      .flatMap((span) => [{ span, depth }, ...below(span.spanId, depth + 1)]);
  return top === undefined
    ? spans
        .filter((span) => isRoot(span, ids))
        .flatMap((span) => [{ span, depth: 0 }, ...below(span.spanId, 1)])
    : [{ span: top, depth: 0 }, ...below(top.spanId, 1)];
}

/** A span without a parent, or one whose parent is not among those kept, as that of an application that reports later. */
function isRoot({ parentId }: Span, ids: ReadonlySet<string>): boolean {
  return parentId === null || !ids.has(parentId);
}

/** Time after the beginning of the root; before it where the clocks of two programs differ. */
function offset(ms: number): string {
  return ms < 0 ? `-${duration(-ms)}` : `+${duration(ms)}`;
}
