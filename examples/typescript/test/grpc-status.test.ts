import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { fromGrpc, readErrorInfo } from '../src/dwcp/grpc-status.ts';

/** google.rpc.Status with code 5, message "gone" and one ErrorInfo: reason VM_NOT_FOUND, domain dwcp.v3, metadata vm_id=vm-a. */
const DETAILS = Buffer.from(
  '08051204676f6e651a560a28747970652e676f6f676c65617069732e636f6d2f676f6f676c652e7270632e4572726f72' +
    '496e666f122a0a0c564d5f4e4f545f464f554e441207647763702e76331a110a05766d5f69641208766d2d612d303031',
  'hex',
);

function errorOf(code: status, details: string, trailers = new Metadata()): ServiceError {
  return Object.assign(new Error(details), { code, details, metadata: trailers });
}

describe('a status', () => {
  test('gives the code and the details of the refusal', () => {
    const trailers = new Metadata();
    trailers.set('grpc-status-details-bin', DETAILS);
    assert.equal(readErrorInfo(trailers)?.reason, 'VM_NOT_FOUND');
    const error = fromGrpc(errorOf(status.NOT_FOUND, 'gone', trailers), 'trace');
    assert.equal(error.code, 'VM_NOT_FOUND');
    assert.equal(error.status, 404);
    assert.deepEqual(error.details, { vm_id: 'vm-a-001' });
    assert.equal(error.traceId, 'trace');
    assert.equal(error.outcome, 'refused');
  });

  test('without details is not the word of the API: a broken connection and a deadline leave the outcome open', () => {
    for (const code of [status.UNAVAILABLE, status.DEADLINE_EXCEEDED]) {
      const error = fromGrpc(errorOf(code, 'No connection established'));
      assert.equal(error.code, 'NO_ANSWER');
      assert.equal(error.outcome, 'unknown');
    }
    const error = fromGrpc(errorOf(status.UNIMPLEMENTED, 'The server has no such method'));
    assert.equal(error.code, 'NOT_DWCP');
    assert.equal(error.status, 405);
  });
});
