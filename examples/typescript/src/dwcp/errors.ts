// region: errors
/**
 * What is known about a call that failed.
 *
 * - `refused`: the cluster has read the call and done nothing. It may be sent again as it is.
 * - `unknown`: the answer was lost or never came. Perhaps the call took effect, perhaps not.
 */
export type Outcome = 'refused' | 'unknown';

/** Failures that still say for certain that nothing was done. */
const NOTHING_DONE: ReadonlySet<string> = new Set([
  'QUORUM_LOST',
  'NOT_LEADER',
  'STATE_LAGGING',
  'TARGET_UNREACHABLE',
  'CIRCUIT_OPEN',
]);

/** Any failure of a call: a refusal by the API, an answer that is none, or no answer at all. */
export class DwcpError extends Error {
  override readonly name = 'DwcpError';
  /** A code of the error reference such as `VM_NOT_FOUND`, or `NO_ANSWER` or `NOT_DWCP` when the API did not speak. */
  readonly code: string;
  /** The status of HTTP; 0 without an answer. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** What an operator searches the journal of the controller for. */
  readonly requestId: string | undefined;
  /** The trace that the call was part of, if the caller keeps traces. */
  readonly traceId: string | undefined;
  /** The pause that the server asks for. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, fields: DwcpErrorFields) {
    super(`${fields.code}: ${message}`, { cause: fields.cause });
    this.code = fields.code;
    this.status = fields.status;
    this.details = fields.details ?? {};
    this.requestId = fields.requestId;
    this.traceId = fields.traceId;
    this.retryAfterMs = fields.retryAfterMs;
  }

  get outcome(): Outcome {
    const isRefused = this.status >= 400 && this.status < 500;
    return isRefused || NOTHING_DONE.has(this.code) ? 'refused' : 'unknown';
  }
}
// endregion

export interface DwcpErrorFields {
  readonly code: string;
  readonly status: number;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

// region: transient
/** Conditions that pass by themselves within seconds. Everything else is for the caller to decide. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'RATE_LIMITED',
  'NOT_LEADER',
  'QUORUM_LOST',
  'STATE_LAGGING',
  'TIMEOUT',
  'NO_ANSWER',
]);

export function isTransient(error: DwcpError): boolean {
  // A proxy in front of the cluster answers in its own words; its 502, 503 and 504 mean the same.
  return TRANSIENT.has(error.code) || (error.code === 'NOT_DWCP' && [502, 503, 504].includes(error.status));
}
// endregion

/** Whether something is a failure with one of these codes; without codes, whether it is a failure of a call at all. */
export function isDwcpError(error: unknown, ...codes: readonly string[]): error is DwcpError {
  return error instanceof DwcpError && (codes.length === 0 || codes.includes(error.code));
}
