import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFile } from '../domain/program.ts';

/** A file with its name below the folder that was read. */
export interface NamedSource extends SourceFile {
  readonly name: string;
}

/** Reads every file below a folder, in the order of names. Hidden files are none of ours. */
export async function readSources(root: string): Promise<NamedSource[]> {
  const names = await listFiles(root);
  return Promise.all(
    names.map(async (name) => ({
      name,
      file: path.posix.join(withForwardSlashes(root), name),
      text: await readFile(path.join(root, name), 'utf8'),
    })),
  );
}

/** Names of all files below a folder, with forward slashes, sorted; none when the folder does not exist. */
export async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => withForwardSlashes(path.relative(root, path.join(entry.parentPath, entry.name))))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

function withForwardSlashes(name: string): string {
  return name.split(path.sep).join('/');
}
