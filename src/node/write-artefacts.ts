import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { materialUrl } from '../domain/routes.ts';
import type { Program } from '../domain/program.ts';
import { monitoringFiles, type MonitoringFile } from '../exporters/monitoring/monitoring-files.ts';
import { listFiles } from './source-files.ts';

/** Where the finished files for Prometheus and Grafana stand. */
export const monitoringFolder = 'examples/monitoring';

/** The host that `npm start` serves on: files in the repository lead to the site of whoever cloned it. */
const localSite = 'http://localhost:4321';

/** The files as they belong into the repository. */
export function repositoryMonitoringFiles(program: Program): MonitoringFile[] {
  return monitoringFiles(program.reference, (id) => {
    const runbook = program.index.data.materials.find((material) => material.id === id);
    return `${localSite}${runbook === undefined ? '/runbooks/' : materialUrl(runbook)}`;
  });
}

/** Paths that differ from what they should be, are missing, or belong to no file any more. */
export async function staleArtefacts(folder: string, files: readonly MonitoringFile[]): Promise<string[]> {
  const known = new Map(files.map((file) => [file.path, file.text]));
  const present = await listFiles(folder);
  const different = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(folder, file.path), 'utf8').catch(() => undefined);
      return text === file.text ? [] : [file.path];
    }),
  );
  return [...different.flat(), ...present.filter((name) => !known.has(name))].sort();
}

/** Writes what is stale and removes what is no longer made; returns the paths. */
export async function writeArtefacts(folder: string, files: readonly MonitoringFile[]): Promise<string[]> {
  const stale = await staleArtefacts(folder, files);
  for (const name of stale) {
    const target = path.join(folder, name);
    const file = files.find((candidate) => candidate.path === name);
    if (file === undefined) {
      await rm(target);
      continue;
    }
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.text);
  }
  return stale;
}
