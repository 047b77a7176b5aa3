import { z } from 'zod';
import { programDescriptionSchema } from '../schemas/program-description.ts';
import { progressFileSchema } from '../schemas/progress.ts';

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas that the site publishes under `/schemas/<name>.json`, by the address they name themselves with. */
export const publishedSchemas = {
  program: (id: string) => describe(programDescriptionSchema, id, 'Description of the training program'),
  progress: (id: string) => describe(progressFileSchema, id, 'Progress of a trainee'),
} as const satisfies Record<string, (id: string) => JsonSchema>;

export type PublishedSchema = keyof typeof publishedSchemas;

function describe(schema: z.ZodType, id: string, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, $id: id, title, ...rest };
}
