import type { Span } from '../../../simulator/index.ts';

/** One trace as a list of its spans, parents before their children, each with its depth. */
export interface Trace {
  readonly traceId: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isError: boolean;
  readonly rows: readonly { readonly span: Span; readonly depth: number }[];
}

/** Traces of the spans that are kept, the newest first. A span whose parent has been dropped stands at the top. */
export function listTraces(spans: readonly Span[]): Trace[] {
  return [...Map.groupBy(spans, (span) => span.traceId)]
    .map(([traceId, members]) => toTrace(traceId, members))
    .sort((a, b) => b.startMs - a.startMs);
}

function toTrace(traceId: string, members: readonly Span[]): Trace {
  const known = new Set(members.map((span) => span.spanId));
  const children = Map.groupBy(members, (span) =>
    span.parentId !== null && known.has(span.parentId) ? span.parentId : '',
  );
  const rows: { span: Span; depth: number }[] = [];
  const visit = (parent: string, depth: number): void => {
    const inOrder = (children.get(parent) ?? []).toSorted(
      (a, b) => a.startMs - b.startMs || b.endMs - a.endMs || (a.spanId < b.spanId ? -1 : 1),
    );
    for (const span of inOrder) {
      rows.push({ span, depth });
      visit(span.spanId, depth + 1);
    }
  };
  visit('', 0);
  return {
    traceId,
    name: rows[0]?.span.name ?? '',
    startMs: Math.min(...members.map((span) => span.startMs)),
    endMs: Math.max(...members.map((span) => span.endMs)),
    isError: members.some((span) => span.isError),
    rows,
  };
}
