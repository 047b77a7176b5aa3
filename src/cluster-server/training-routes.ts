/**
 * What a real deployment does not have: time that somebody moves, what plug-in programs are told, the traces as a file,
 * and command lines. It stands below /training, so that everything below /v3 is the reference API and nothing else.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { apiError } from '../simulator/api/errors.ts';
import { gatherKnowledge } from '../simulator/plugin-programs/index.ts';
import { toOtlp } from '../simulator/otlp.ts';
import { authorise, Refusal } from './authorise.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { Tokens } from './tokens.ts';

/** A day at once at most, so that one call cannot keep the server busy for long. */
const advanceBody = z.strictObject({ advance_ms: z.int().min(1).max(86_400_000) });

const tracesQuery = z.strictObject({
  /** Only this trace. */
  trace: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});

interface TrainingTime {
  now: string;
  now_ms: number;
  speed: number | 'step';
}

export function addTrainingRoutes(app: FastifyInstance, live: LiveCluster, tokens: Tokens): void {
  app.get(
    '/training/time',
    { onRequest: async (request) => void (await authorise(request, 'viewer', tokens)) },
    (): TrainingTime => timeOf(live),
  );

  app.post(
    '/training/time',
    {
      schema: { body: advanceBody },
      onRequest: async (request) => void (await authorise(request, 'operator', tokens)),
    },
    (request): TrainingTime => {
      live.advance((request.body as z.output<typeof advanceBody>).advance_ms);
      return timeOf(live);
    },
  );

  app.get(
    '/training/plugin-knowledge',
    { onRequest: async (request) => void (await authorise(request, 'viewer', tokens)) },
    () => gatherKnowledge(live.cluster),
  );

  app.get(
    '/training/traces',
    {
      schema: { querystring: tracesQuery },
      onRequest: async (request) => void (await authorise(request, 'viewer', tokens)),
    },
    (request, reply) => {
      const { trace } = request.query as z.output<typeof tracesQuery>;
      const { cluster } = live;
      const spans =
        trace === undefined ? cluster.spans : cluster.spans.filter(({ traceId }) => traceId === trace);
      if (trace !== undefined && spans.length === 0)
        throw new Refusal(apiError('INVALID_ARGUMENT', `There is no trace ${trace}.`, { field: 'trace' }));
      return reply
        .header('content-disposition', 'attachment; filename="traces.otlp.json"')
        .send(toOtlp(cluster, spans));
    },
  );
}

function timeOf({ cluster, speed }: LiveCluster): TrainingTime {
  return {
    now: new Date(cluster.epochMs + cluster.nowMs).toISOString(),
    now_ms: cluster.nowMs,
    speed,
  };
}
