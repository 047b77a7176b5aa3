import { z } from 'zod';
import type { ProgressFile } from '../../schemas/progress.ts';
import { readStored, store } from '../storage.ts';

type Trainee = ProgressFile['trainee'];

const key = 'trainee';
const traineeSchema = z.object({ id: z.uuid(), name: z.string().max(100).optional() });

/** Who exports from this browser; the id is made up once and says nothing about the person. */
export function readTrainee(): Trainee {
  const kept = traineeSchema.safeParse(readStored(key));
  if (kept.success) return withName(kept.data.id, kept.data.name ?? '');
  return { id: crypto.randomUUID() };
}

/** Keeps who exports. */
export function keepTrainee(trainee: Trainee): void {
  store(key, trainee);
}

/** Takes the id of an imported file, so that exports of one person's browsers count as theirs; a name given here stays. */
export function adoptTrainee(imported: Trainee): void {
  if (readStored(key) !== undefined) return;
  keepTrainee(imported);
}

/** A trainee with a name, or without one where it is blank. */
export function withName(id: string, name: string): Trainee {
  const trimmed = name.trim().slice(0, 100);
  return trimmed === '' ? { id } : { id, name: trimmed };
}
