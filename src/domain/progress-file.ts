import { progressFileSchema, type ProgressFile } from '../schemas/progress.ts';
import { emptyProgress, parseProgress, type Progress } from './progress.ts';

/** More than any progress in this program comes to. */
const longestFile = 1_000_000;

/** What a file holds, or why it is not taken, as the end of a sentence that starts with its name. */
export type ReadFile =
  { readonly file: ProgressFile; readonly progress: Progress } | { readonly problem: string };

/** Reads an exported file. Nothing of a file that is damaged anywhere is taken. */
export function readProgressFile(text: string): ReadFile {
  if (text.length > longestFile) return { problem: 'is larger than 1 MB, which no progress file is.' };
  const value = parseJson(text);
  if (value === undefined)
    return { problem: 'is not JSON; it may have been cut off on the way. Export it again.' };
  if (!isRecord(value) || value['kind'] !== 'dwcp-training-progress')
    return { problem: 'is not a progress file of this course.' };
  if (typeof value['version'] === 'number' && value['version'] > 1)
    return {
      problem: `was written by a newer version of this course (format ${value['version']}; this page reads format 1). Reload the page and try again.`,
    };
  const parsed = progressFileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? 'the top' : issue.path.join(' › ');
    return { problem: `is damaged at ${place}: ${issue?.message ?? 'unknown'}. Export it again.` };
  }
  return { file: parsed.data, progress: parseProgress({ version: 2, ...parsed.data.progress }) };
}

/** The file that a browser exports. */
export function writeProgressFile(
  { version: _, ...progress }: Progress,
  about: Pick<ProgressFile, '$schema' | 'exported' | 'trainee'>,
): string {
  const { $schema, exported, trainee } = about;
  const file: ProgressFile = {
    ...($schema === undefined ? {} : { $schema }),
    kind: 'dwcp-training-progress',
    version: 1,
    exported,
    trainee,
    progress: { ...emptyProgressBody, ...progress },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const { version: _version, ...emptyProgressBody } = emptyProgress;

function parseJson(text: string): unknown {
  try {
    // Editors on Windows put a byte-order mark before the text.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
