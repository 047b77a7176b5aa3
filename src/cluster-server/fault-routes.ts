/** Faults on request, so that a test of a client can break what it is about and mend it again. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultSchema } from '../schemas/scenario.ts';
import { attempt, type Action } from '../simulator/actions.ts';
import { refusalError } from '../simulator/api/errors.ts';
import type { Fault } from '../simulator/faults.ts';
import { authorise, Refusal } from './authorise.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { Tokens } from './tokens.ts';

/** A fault as scenarios write it, without a time: it strikes at once. */
const faultBody = faultSchema.refine((fault) => fault.atSeconds === 0 && fault.after === undefined, {
  error: 'A fault on request strikes at once; leave out atSeconds and after.',
});

export function addFaultRoutes(app: FastifyInstance, live: LiveCluster, tokens: Tokens): void {
  const act = (action: Action): void => {
    const { cluster, refusal } = attempt(live.cluster, action);
    if (refusal !== null) throw new Refusal(refusalError(refusal));
    live.accept(cluster);
  };

  app.post(
    '/training/faults',
    {
      schema: { body: faultBody },
      onRequest: async (request) => void (await authorise(request, 'operator', tokens)),
    },
    (request): { target: string } => {
      const { atSeconds: _, after: __, ...fault } = request.body as z.output<typeof faultBody>;
      const before = new Set(live.cluster.impairments.map(({ id }) => id));
      act({ type: 'inject-fault', fault: fault as Fault });
      const added = live.cluster.impairments.find(({ id }) => !before.has(id));
      // What DELETE takes to end it: the name of a network fault, else the node; a release does not end.
      return { target: added?.id ?? ('node' in fault ? fault.node : '') };
    },
  );

  app.delete(
    '/training/faults/:target',
    {
      schema: { params: z.strictObject({ target: z.string().min(1).max(128) }) },
      onRequest: async (request) => void (await authorise(request, 'operator', tokens)),
    },
    (request): { target: string } => {
      const { target } = request.params as { target: string };
      act({ type: 'clear-fault', target });
      return { target };
    },
  );
}
