import type { RunbookUrl } from '../exporters/monitoring/alert-rules.ts';
import { monitoringFiles, type MonitoringFile } from '../exporters/monitoring/monitoring-files.ts';
import { absolute } from './absolute.ts';
import { loadSite } from './program.ts';

/** Address of a runbook on this site; that of the list where it has no page. */
export async function siteRunbookUrl(): Promise<RunbookUrl> {
  const { pages } = await loadSite();
  return (id) => absolute(pages.find(({ material }) => material === id)?.url ?? '/runbooks/');
}

/** The files for Prometheus and Grafana that the site offers below `/downloads/monitoring/`. */
export async function siteMonitoringFiles(): Promise<MonitoringFile[]> {
  const { program } = await loadSite();
  return monitoringFiles(program.reference, await siteRunbookUrl());
}

/** Address of such a file, without the base path. */
export function monitoringUrl(path: string): string {
  return `/downloads/monitoring/${path}`;
}
