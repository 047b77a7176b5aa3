import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Results that are kept in a file between runs, each under a key that says everything it depends on. */
export interface KeptResults<Result> {
  readonly get: (key: string) => Result | undefined;
  readonly set: (key: string, result: Result) => void;
  /** Keeps what this run has used, and nothing else. */
  readonly save: () => void;
}

/** Opens the results in a file. One that is missing, damaged or of another version is empty. */
export function openKeptResults<Result>(file: string, version: string): KeptResults<Result> {
  const kept = readKept<Result>(file, version);
  const used = new Map<string, Result>();
  let isChanged = false;
  return {
    get(key) {
      const result = used.get(key) ?? kept.get(key);
      if (result !== undefined) used.set(key, result);
      return result;
    },
    set(key, result) {
      used.set(key, result);
      isChanged = true;
    },
    save() {
      if (!isChanged && used.size === kept.size) return;
      mkdirSync(path.dirname(file), { recursive: true });
      // Renaming makes it appear whole, whoever else writes it at the same time.
      writeFileSync(`${file}.${process.pid}`, serialize({ version, results: used }));
      renameSync(`${file}.${process.pid}`, file);
    },
  };
}

function readKept<Result>(file: string, version: string): Map<string, Result> {
  try {
    const kept = deserialize(readFileSync(file)) as { version: string; results: Map<string, Result> };
    return kept.version === version ? kept.results : new Map();
  } catch {
    return new Map();
  }
}

/** Changes with anything in the files and folders, which are named from the repository's top, and with the release of Node. */
export function versionOf(names: readonly string[]): string {
  return hash(
    [process.version, ...names.flatMap(filesBelow).map((file) => readFileSync(file, 'utf8'))].join('\0'),
  );
}

function filesBelow(name: string): string[] {
  // Every command runs in the repository's top; this module cannot ask for its own place, because the site's build bundles it.
  const place = path.join(process.cwd(), name);
  if (path.extname(name) !== '') return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
