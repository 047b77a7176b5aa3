/** A gRPC status as the same `DwcpError` that the REST client throws, so that programs handle failures in one way. */
import { status as Status, type Metadata, type ServiceError } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { DwcpError } from './errors.ts';

// region: status-details
/** The part of google/rpc/status.proto and google/rpc/error_details.proto that says which code a refusal has. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Any { string url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
`);
const statusType = root.lookupType('Status');
const errorInfoType = root.lookupType('ErrorInfo');

interface ErrorInfo {
  /** The code of DWCP, such as `VM_NOT_FOUND`. */
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What stands in the trailer `grpc-status-details-bin`: bytes of a google.rpc.Status with a list of details of any type. */
export function readErrorInfo(trailers: Metadata): ErrorInfo | undefined {
  const [bytes] = trailers.get('grpc-status-details-bin');
  if (!(bytes instanceof Uint8Array)) return undefined;
  const { details } = statusType.toObject(statusType.decode(bytes), { arrays: true }) as {
    details: { url: string; value: Uint8Array }[];
  };
  const info = details.find(({ url }) => url.endsWith('/google.rpc.ErrorInfo'));
  if (info === undefined) return undefined;
  return errorInfoType.toObject(errorInfoType.decode(info.value), {
    objects: true,
    defaults: true,
  }) as ErrorInfo;
}
// endregion

// region: status-mapping
/** The status of HTTP that REST gives with the same refusal. */
const HTTP_STATUS: Readonly<Partial<Record<Status, number>>> = {
  [Status.INVALID_ARGUMENT]: 400,
  [Status.UNAUTHENTICATED]: 401,
  [Status.PERMISSION_DENIED]: 403,
  [Status.NOT_FOUND]: 404,
  [Status.UNIMPLEMENTED]: 405,
  [Status.ALREADY_EXISTS]: 409,
  [Status.FAILED_PRECONDITION]: 409,
  [Status.ABORTED]: 409,
  [Status.RESOURCE_EXHAUSTED]: 429,
  [Status.INTERNAL]: 500,
  [Status.DATA_LOSS]: 500,
  [Status.UNAVAILABLE]: 503,
  [Status.DEADLINE_EXCEEDED]: 504,
};

export function fromGrpc(error: ServiceError, traceId?: string): DwcpError {
  const info = readErrorInfo(error.metadata);
  const common = { traceId, cause: error };
  // Without details the status is not the API's: the deadline was ours, or the connection broke.
  if (info === undefined) {
    const isLost = error.code === Status.UNAVAILABLE || error.code === Status.DEADLINE_EXCEEDED;
    const code = isLost ? 'NO_ANSWER' : 'NOT_DWCP';
    return new DwcpError(error.details, { ...common, code, status: isLost ? 0 : httpStatus(error.code) });
  }
  return new DwcpError(error.details, {
    ...common,
    code: info.reason,
    status: httpStatus(error.code),
    details: info.metadata,
  });
}
// endregion

function httpStatus(code: Status): number {
  return HTTP_STATUS[code] ?? 500;
}
