/** Everything below `examples/monitoring/`, which the site offers for download as well. */
import type { Reference } from '../../domain/program.ts';
import { alertRules, alertRuleTests, type RunbookUrl } from './alert-rules.ts';
import { dashboardUid, grafanaDashboard } from './grafana-dashboard.ts';
import { referenceConfig, trainingConfig, type MonitoredNodes } from './prometheus-config.ts';
import { yamlFile } from './yaml-file.ts';

/** A text file, named below the folder of the monitoring files. */
export interface MonitoringFile {
  readonly path: string;
  /** What it is, for the list on the site. */
  readonly title: string;
  readonly text: string;
}

/** Port on which nodes expose metrics in the reference deployment. */
const metricsPort = 8084;

/** Three controllers and ten workers, as in the labs. */
const labNodes: MonitoredNodes = {
  controllers: ['controller-1', 'controller-2', 'controller-3'],
  workers: Array.from({ length: 10 }, (_, index) => `worker-${index + 1}`),
};

/** The files in the order in which a reader meets them. */
export function monitoringFiles(
  { alerts, dashboards }: Pick<Reference, 'alerts' | 'dashboards'>,
  runbookUrl: RunbookUrl,
): MonitoringFile[] {
  const rules = alerts.data.alerts;
  const boards = dashboards.data.dashboards;
  return [
    { path: 'README.md', title: 'What the files are and how to start', text: readme(boards) },
    {
      path: 'prometheus.yml',
      title: 'Prometheus for the training cluster',
      text: trainingConfig(labNodes, `127.0.0.1:${metricsPort}`, 'rules/dwcp-alerts.yml'),
    },
    {
      path: 'prometheus-reference.yml',
      title: 'Prometheus for the reference deployment',
      text: referenceConfig(labNodes, metricsPort, 'rules/dwcp-alerts.yml'),
    },
    { path: 'rules/dwcp-alerts.yml', title: 'Alert rules', text: alertRules(rules, runbookUrl) },
    ...alertRuleTests(rules, 'dwcp-alerts.yml', runbookUrl).map(({ name, text }) => ({
      path: `rules/${name}`,
      title: 'Cases for the alert rules',
      text,
    })),
    ...boards.map((board) => ({
      path: `grafana/dashboards/${board.file}.json`,
      title: `Dashboard: ${board.title}`,
      text: grafanaDashboard(board, boards),
    })),
    {
      path: 'grafana/provisioning/datasources/prometheus.yml',
      title: 'Data source for Grafana',
      text: yamlFile('Prometheus on this machine as a data source of Grafana.', {
        apiVersion: 1,
        datasources: [
          {
            name: 'Prometheus',
            type: 'prometheus',
            access: 'proxy',
            url: 'http://127.0.0.1:9090',
            isDefault: true,
            jsonData: { timeInterval: '15s' },
          },
        ],
      }),
    },
    {
      path: 'grafana/provisioning/dashboards/dwcp.yml',
      title: 'Where Grafana finds the dashboards',
      text: yamlFile('Grafana reads every dashboard in this folder and shows changes within half a minute.', {
        apiVersion: 1,
        providers: [
          {
            name: 'dwcp',
            folder: 'DWCP v3',
            type: 'file',
            allowUiUpdates: false,
            updateIntervalSeconds: 30,
            options: { path: '/var/lib/grafana/dashboards/dwcp' },
          },
        ],
      }),
    },
  ];
}

function readme(boards: Reference['dashboards']['data']['dashboards']): string {
  const list = boards
    .map((board) => `| \`${board.file}.json\` | \`${dashboardUid(board)}\` | ${board.summary} |`)
    .join('\n');
  return `# Monitoring of DWCP v3

Prometheus rules and Grafana dashboards of the reference deployment. The files are made from
\`content/reference/alerts.yaml\` and \`content/reference/dashboards.yaml\` by \`npm run artefacts\`; change those, not these.

## With the training cluster

\`\`\`sh
npm run cluster                                              # metrics on 127.0.0.1:8084
cd examples/monitoring
prometheus --config.file prometheus.yml --storage.tsdb.path /tmp/dwcp-prometheus --web.listen-address 127.0.0.1:9090
\`\`\`

The training cluster answers for all nodes on one port, so \`prometheus.yml\` asks for \`/metrics?node=worker-3\` and makes the
name of the node its label \`instance\`. A node that is down is answered with 503, and \`up\` of its target is 0. Start the
cluster with \`--metrics-port\` where 8084 is taken, and change the address in \`prometheus.yml\` with it.

At \`--speed 60\` a minute of the cluster passes in a second, but the \`for\` of a rule still counts seconds of Prometheus.

## With machines

\`prometheus-reference.yml\` has one target for each node on port 8084 over mTLS. Prometheus needs a certificate that the
cluster's authority has signed.

## Checking

\`\`\`sh
promtool check config prometheus.yml
promtool check config --syntax-only prometheus-reference.yml
promtool check rules rules/dwcp-alerts.yml
promtool test rules rules/*.test.yml
\`\`\`

The cases say for every rule when it fires, that it waits for its \`for\`, and a near miss in which it stays silent. They
hold for three controllers; with five, change the limits of the two rules that count them.

There are no recording rules: the queries read few series, and a rule that hides its query teaches less.

## Grafana

Copy \`grafana/dashboards/*.json\` to \`/var/lib/grafana/dashboards/dwcp/\` and \`grafana/provisioning/\` to \`/etc/grafana/provisioning/\`,
then restart Grafana; or import a file by hand, and choose the data source at the top of the dashboard.

| File | uid | For |
| --- | --- | --- |
${list}
`;
}
