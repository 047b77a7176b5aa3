/** Codes of the error reference that the API answers with, and the statuses they come with; a test compares them. */
export const ERRORS = {
  INVALID_ARGUMENT: { http: 400, grpc: 'INVALID_ARGUMENT' },
  UNAUTHENTICATED: { http: 401, grpc: 'UNAUTHENTICATED' },
  TOKEN_EXPIRED: { http: 401, grpc: 'UNAUTHENTICATED' },
  PERMISSION_DENIED: { http: 403, grpc: 'PERMISSION_DENIED' },
  ROUTE_NOT_FOUND: { http: 404, grpc: 'NOT_FOUND' },
  VM_NOT_FOUND: { http: 404, grpc: 'NOT_FOUND' },
  NODE_NOT_FOUND: { http: 404, grpc: 'NOT_FOUND' },
  MIGRATION_NOT_FOUND: { http: 404, grpc: 'NOT_FOUND' },
  METRIC_NOT_FOUND: { http: 404, grpc: 'NOT_FOUND' },
  METHOD_NOT_ALLOWED: { http: 405, grpc: 'UNIMPLEMENTED' },
  VM_ALREADY_EXISTS: { http: 409, grpc: 'ALREADY_EXISTS' },
  VM_NOT_RUNNING: { http: 409, grpc: 'FAILED_PRECONDITION' },
  MIGRATION_IN_PROGRESS: { http: 409, grpc: 'FAILED_PRECONDITION' },
  NODE_QUARANTINED: { http: 409, grpc: 'FAILED_PRECONDITION' },
  INSUFFICIENT_RESOURCES: { http: 409, grpc: 'FAILED_PRECONDITION' },
  PLACEMENT_FAILED: { http: 409, grpc: 'FAILED_PRECONDITION' },
  VERSION_MISMATCH: { http: 409, grpc: 'FAILED_PRECONDITION' },
  MIGRATION_NOT_CONVERGING: { http: 409, grpc: 'ABORTED' },
  MIGRATION_CANCELLED: { http: 409, grpc: 'ABORTED' },
  BODY_TOO_LARGE: { http: 413, grpc: 'RESOURCE_EXHAUSTED' },
  RATE_LIMITED: { http: 429, grpc: 'RESOURCE_EXHAUSTED' },
  INTERNAL: { http: 500, grpc: 'INTERNAL' },
  CHECKSUM_MISMATCH: { http: 500, grpc: 'DATA_LOSS' },
  QUORUM_LOST: { http: 503, grpc: 'UNAVAILABLE' },
  NOT_LEADER: { http: 503, grpc: 'UNAVAILABLE' },
  STATE_LAGGING: { http: 503, grpc: 'UNAVAILABLE' },
  TARGET_UNREACHABLE: { http: 503, grpc: 'UNAVAILABLE' },
  STREAM_CREATION_FAILED: { http: 503, grpc: 'UNAVAILABLE' },
  TIMEOUT: { http: 504, grpc: 'DEADLINE_EXCEEDED' },
  MIGRATION_TIMEOUT: { http: 504, grpc: 'DEADLINE_EXCEEDED' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal before it becomes a body or a gRPC status. */
export interface ApiError {
  code: ErrorCode;
  /** What is wrong and what to do, for the person who calls. */
  message: string;
  details: Readonly<Record<string, unknown>>;
}

export function apiError(
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): ApiError {
  return { code, message, details };
}

/** A refusal of the cluster under the code that it names; a code that is none of the API's is our mistake. */
export function refusalError(
  refusal: { code: string; message: string },
  details: Readonly<Record<string, unknown>> = {},
): ApiError {
  if (!(refusal.code in ERRORS)) throw new Error(`"${refusal.code}" is not a code of the API.`);
  return apiError(refusal.code as ErrorCode, refusal.message, details);
}

/** The body that comes with every failure. */
export function errorBody(error: ApiError, requestId: string): object {
  return {
    error: { code: error.code, message: error.message, details: error.details, request_id: requestId },
  };
}
