import { yamlFile } from './yaml-file.ts';

/** A target is a node, whatever address its samples come from. */
export interface MonitoredNodes {
  readonly controllers: readonly string[];
  readonly workers: readonly string[];
}

export interface ScrapeTiming {
  /** Prometheus durations such as `15s`. */
  readonly scrapeInterval: string;
  readonly evaluationInterval: string;
}

/** The simulator keeps its own series at this resolution. */
export const referenceTiming: ScrapeTiming = { scrapeInterval: '15s', evaluationInterval: '15s' };

/**
 * Configuration for the training cluster on this machine. It answers for all nodes on one port, `/metrics?node=worker-3`,
 * so the name of the node becomes a parameter and the label `instance`, and the address is that of the server.
 */
export function trainingConfig(
  nodes: MonitoredNodes,
  address: string,
  rulesFile: string,
  timing: ScrapeTiming = referenceTiming,
): string {
  const job = (name: string, targets: readonly string[]): object => ({
    job_name: name,
    static_configs: [{ targets }],
    relabel_configs: [
      { source_labels: ['__address__'], target_label: '__param_node' },
      { source_labels: ['__address__'], target_label: 'instance' },
      { target_label: '__address__', replacement: address },
    ],
  });
  return yamlFile(
    'Prometheus for the training cluster that "npm run cluster" starts on this machine.',
    config(timing, rulesFile, [job('dwcp-controller', nodes.controllers), job('dwcp-worker', nodes.workers)]),
  );
}

/** Configuration for machines of the reference deployment, whose metrics listener asks for a client certificate. */
export function referenceConfig(nodes: MonitoredNodes, metricsPort: number, rulesFile: string): string {
  const job = (name: string, hosts: readonly string[]): object => ({
    job_name: name,
    scheme: 'https',
    tls_config: {
      ca_file: '/etc/prometheus/dwcp/ca.crt',
      cert_file: '/etc/prometheus/dwcp/prometheus.crt',
      key_file: '/etc/prometheus/dwcp/prometheus.key',
      min_version: 'TLS13',
    },
    static_configs: [{ targets: hosts.map((host) => `${host}:${metricsPort}`) }],
  });
  return yamlFile(
    'Prometheus for the reference deployment: one target for each node, over mTLS.\nThe three files below tls_config have to exist; Prometheus needs a certificate of its own.',
    config(referenceTiming, rulesFile, [
      job('dwcp-controller', nodes.controllers),
      job('dwcp-worker', nodes.workers),
    ]),
  );
}

function config(timing: ScrapeTiming, rulesFile: string, jobs: readonly object[]): object {
  return {
    global: { scrape_interval: timing.scrapeInterval, evaluation_interval: timing.evaluationInterval },
    rule_files: [rulesFile],
    scrape_configs: jobs,
  };
}
