/** A refusal of the API as a gRPC status, with the code in the details as Google's error model asks (AIP-193). */
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { ERRORS, type ApiError } from '../simulator/api/errors.ts';

const DOMAIN = 'dwcp.v3';

export function grpcError(error: ApiError): ServiceError {
  const code = status[ERRORS[error.code].grpc];
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', statusDetails(code, error));
  return Object.assign(new Error(error.message), { code, details: error.message, metadata });
}

/** google.rpc.Status { code = 1, message = 2, details = 3 } with one Any that holds an ErrorInfo { reason = 1, domain = 2 }. */
function statusDetails(code: number, error: ApiError): Buffer {
  const info = Buffer.concat([textField(1, error.code), textField(2, DOMAIN)]);
  const any = Buffer.concat([textField(1, 'type.googleapis.com/google.rpc.ErrorInfo'), bytesField(2, info)]);
  return Buffer.concat([Buffer.from([(1 << 3) | 0, code]), textField(2, error.message), bytesField(3, any)]);
}

function textField(number: number, text: string): Buffer {
  return bytesField(number, Buffer.from(text));
}

/** A length-delimited field of the protobuf encoding (wire type 2). */
function bytesField(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
