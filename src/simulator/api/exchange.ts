/** Requests of the API as checkpoints and graders look at them: what was asked, when, and how it was answered. */
import { pushBounded } from '../arithmetic.ts';

/** One request and its answer. Nested fields, passwords and tokens are left out, so that it is small and may be shown. */
export interface Exchange {
  /** Time of the cluster at the answer. */
  atMs: number;
  /** In capitals. */
  method: string;
  /** Path and query: `/v3/nodes?status=ready`. */
  path: string;
  /** HTTP status. */
  status: number;
  /** Code of the error reference; `null` for an answer that is no refusal. */
  code: string | null;
  /** Fields of the body that was sent, if it was a JSON object. */
  sent: Record<string, FieldValue>;
  /** Fields of the body that came back, if it was a JSON object. */
  answered: Record<string, FieldValue>;
}

type FieldValue = string | number | boolean | null;

/** The latest are kept, so that a session stays storable. */
export const EXCHANGE_LIMIT = 2_000;

const TEXT_LIMIT = 200;
const SECRETS: ReadonlySet<string> = new Set(['password', 'token']);

export interface RawExchange {
  atMs: number;
  method: string;
  path: string;
  status: number;
  /** Bodies as they went over the wire; what is no JSON has no fields. */
  sentText: string;
  answeredText: string;
}

export function toExchange({ sentText, answeredText, ...rest }: RawExchange): Exchange {
  const answered = parseObject(answeredText);
  const error = answered['error'];
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return {
    ...rest,
    code: typeof code === 'string' ? code : null,
    sent: plainFields(parseObject(sentText)),
    answered: plainFields(answered),
  };
}

/** The requests so far with one more, in a new list. */
export function withExchange(exchanges: readonly Exchange[] | undefined, exchange: Exchange): Exchange[] {
  const next = [...(exchanges ?? [])];
  pushBounded(next, exchange, EXCHANGE_LIMIT);
  return next;
}

function parseObject(text: string): Record<string, unknown> {
  if (!text.startsWith('{')) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function plainFields(object: Record<string, unknown>): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]): [string, FieldValue][] => {
      if (SECRETS.has(name)) return [];
      if (typeof value === 'string') return [[name, value.slice(0, TEXT_LIMIT)]];
      return typeof value === 'number' || typeof value === 'boolean' || value === null ? [[name, value]] : [];
    }),
  );
}
