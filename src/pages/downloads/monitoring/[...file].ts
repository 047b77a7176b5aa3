import type { APIRoute } from 'astro';
import type { MonitoringFile } from '../../../exporters/monitoring/monitoring-files.ts';
import { siteMonitoringFiles } from '../../../site/monitoring.ts';

export async function getStaticPaths() {
  const files = await siteMonitoringFiles();
  return files.map((file) => ({ params: { file: file.path }, props: { file } }));
}

/** One of the files for Prometheus and Grafana, with runbooks at the addresses of this site. */
export const GET: APIRoute<{ file: MonitoringFile }> = ({ props: { file } }) =>
  new Response(file.text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
