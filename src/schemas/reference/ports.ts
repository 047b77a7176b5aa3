import { z } from 'zod';
import { lineSchema } from '../common.ts';

/** One port or range, an entry of `content/reference/ports.yaml`. */
export const portSchema = z.strictObject({
  /** First port. */
  port: z.number().int().min(1).max(65535),
  /** Last port of a range; absent for a single port. */
  lastPort: z.number().int().min(1).max(65535).optional(),
  protocol: z.enum(['TCP', 'UDP']),
  service: lineSchema,
  /** Who listens. */
  listens: lineSchema,
  /** Who connects; the firewall rule follows from it. */
  connects: lineSchema,
  meaning: lineSchema,
  /** How it is protected. */
  tls: z.enum(['mTLS', 'TLS', 'none']),
});

/** `content/reference/ports.yaml`. */
export const portsSchema = z.strictObject({ ports: z.array(portSchema) });
export type Port = z.output<typeof portSchema>;
