/** Somebody who looks at what passes through the REST face and may disturb it, as the grader of the labs does. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { toExchange, type Exchange } from '../simulator/api/exchange.ts';
import { apiError, type ErrorCode } from '../simulator/api/errors.ts';
import type { LabLine } from '../simulator/lab/run.ts';
import { Refusal } from './authorise.ts';
import type { LiveCluster } from './live-cluster.ts';

/** What may happen to a request on a bad day. */
export type Disturbance =
  /** It is refused before the cluster sees it. */
  | { type: 'refuse'; code: ErrorCode; message: string; retryAfterSeconds: number }
  /** The cluster does what was asked, and the connection breaks before the answer arrives. */
  | { type: 'lose-answer' };

export interface Observer {
  /** Asked for every request before anything else looks at it. */
  disturb: (request: { method: string; path: string; hasToken: boolean }) => Disturbance | null;
  exchanged: (exchange: Exchange) => void;
  /** A command line that a program has sent, as `dwcp-cli` does. */
  typed: (line: LabLine) => void;
}

export function addObserver(app: FastifyInstance, live: LiveCluster, observer: Observer): void {
  const lost = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', async (request) => {
    const disturbance = observer.disturb({
      method: request.method,
      path: request.url,
      hasToken: request.headers.authorization !== undefined,
    });
    if (disturbance?.type === 'lose-answer') lost.add(request);
    if (disturbance?.type === 'refuse') {
      const { code, message, retryAfterSeconds } = disturbance;
      throw new Refusal(apiError(code, message, { retry_after_seconds: retryAfterSeconds }), {
        'retry-after': String(retryAfterSeconds),
      });
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    observer.exchanged(
      toExchange({
        atMs: live.cluster.nowMs,
        method: request.method,
        path: request.url,
        status: reply.statusCode,
        sentText: typeof request.body === 'object' ? JSON.stringify(request.body) : '',
        answeredText: typeof payload === 'string' ? payload : '',
      }),
    );
    if (lost.has(request)) request.raw.socket.destroy();
    return payload;
  });
}
