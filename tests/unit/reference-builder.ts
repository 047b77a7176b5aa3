import type { Reference } from '../../src/domain/program.ts';

/** A reference with a few entries of each kind. */
export function buildReference(overrides: Partial<Reference> = {}): Reference {
  return {
    metrics: entry('metrics', {
      metrics: [
        {
          name: 'dwcp_state_sync_lag_seconds',
          type: 'gauge',
          group: 'consensus',
          unit: 'seconds',
          meaning: 'How far a node is behind.',
          labels: ['node'],
          normal: '5–30 s',
          alert: '>60 s',
          firstLook: 'The link of the node.',
          query: 'max(dwcp_state_sync_lag_seconds)',
          aliases: [],
        },
        {
          name: 'dwcp_migration_duration_seconds',
          type: 'histogram',
          group: 'migration',
          unit: 'seconds',
          meaning: 'How long a migration took.',
          labels: [],
          normal: '10–30 s',
          alert: '>90 s',
          firstLook: 'The mode of the migration.',
          query: 'histogram_quantile(0.95, sum by (le) (rate(dwcp_migration_duration_seconds_bucket[5m])))',
          aliases: [],
        },
      ],
    }),
    alerts: entry('alerts', {
      alerts: [
        {
          name: 'StateSyncLagHigh',
          severity: 'P2',
          meaning: 'A node is far behind.',
          expression: 'dwcp_state_sync_lag_seconds > 60',
          for: '5m',
          metrics: ['dwcp_state_sync_lag_seconds'],
          summary: 'Node {{ $labels.node }} is behind',
          firstSteps: ['Look at the link.', 'Look at the disk.'],
          runbook: 'production-rollout-runbook',
          cases: [
            {
              title: 'a node is 70 s behind',
              series: { 'dwcp_state_sync_lag_seconds{node="worker-1"}': '70x10' },
              moments: [
                { at: '4m', fires: [] },
                { at: '5m', fires: [{ labels: { node: 'worker-1' }, summary: 'Node worker-1 is behind' }] },
              ],
            },
          ],
        },
      ],
    }),
    dashboards: entry('dashboards', {
      dashboards: [
        {
          id: 'consensus',
          file: 'consensus-state',
          title: 'Consensus and state',
          summary: 'For slow writes.',
          panels: [
            {
              id: 'state-lag',
              title: 'Age of state',
              question: 'Who works with old state?',
              kind: 'lines',
              unit: 'seconds',
              queries: [{ expression: 'max by (node) (dwcp_state_sync_lag_seconds)', legend: '{{node}}' }],
              thresholds: { bad: 'above', warning: 30, critical: 60 },
              alert: 'StateSyncLagHigh',
              reading: 'Count the lines.',
              width: 12,
              isInLab: true,
            },
          ],
        },
      ],
    }),
    commands: entry('commands', {
      globalFlags: [{ name: '--output', value: 'json', meaning: 'Print in this form.', required: false }],
      exitCodes: [{ code: 0, meaning: 'It worked.' }],
      commands: [
        {
          program: 'dwcp-cli',
          name: 'cluster status',
          summary: 'Show the state of the cluster.',
          effect: 'read',
          runsOn: 'anywhere',
          flags: [],
          example: 'dwcp-cli cluster status',
        },
        {
          program: 'dwcp-cli',
          name: 'node list',
          summary: 'List the nodes.',
          effect: 'read',
          runsOn: 'anywhere',
          flags: [{ name: '--role', value: 'worker', meaning: 'Only nodes of this role.', required: false }],
          example: 'dwcp-cli node list --role worker',
        },
      ],
    }),
    api: entry('api', {
      baseUrl: 'http://localhost:8080',
      package: 'dwcp.v3',
      endpoints: [
        {
          method: 'GET',
          path: '/v3/vms',
          summary: 'List the virtual machines.',
          public: false,
          query: [],
          request: [],
          response: [],
          errors: [],
        },
        {
          method: 'GET',
          path: '/v3/vms/{id}',
          summary: 'Show a virtual machine.',
          public: false,
          query: [],
          request: [],
          response: [],
          errors: ['VM_NOT_FOUND'],
        },
      ],
      services: [
        {
          name: 'VMService',
          summary: 'Virtual machines.',
          methods: [
            { name: 'GetVM', request: 'GetVMRequest', response: 'VM', streams: false, summary: 'Show one.' },
          ],
        },
      ],
      messages: [{ name: 'VM', fields: [{ name: 'id', number: 1, type: 'string', meaning: 'Its id.' }] }],
      statusMapping: [{ grpc: 'NOT_FOUND', http: 404, meaning: 'It is not there.' }],
    }),
    configuration: entry('configuration', {
      files: [
        {
          id: 'controller',
          path: '/etc/dwcp/controller.yaml',
          on: 'controller',
          meaning: 'Settings of a controller.',
        },
      ],
      keys: [
        {
          key: 'consensus.protocol',
          file: 'controller',
          type: 'string',
          value: 'raft',
          meaning: 'How controllers agree.',
          applies: 'restart',
        },
      ],
    }),
    errors: entry('errors', {
      errors: [
        {
          code: 'VM_NOT_FOUND',
          http: 404,
          grpc: 'NOT_FOUND',
          meaning: 'There is no such machine.',
          causes: ['The id is misspelt.'],
          remedy: 'List the machines.',
          retry: false,
        },
      ],
    }),
    ports: entry('ports', {
      ports: [
        {
          port: 8080,
          protocol: 'TCP',
          service: 'REST API',
          listens: 'controllers',
          connects: 'clients',
          meaning: 'The API.',
          tls: 'TLS',
        },
      ],
    }),
    glossary: entry('glossary', {
      terms: [
        {
          term: 'quorum',
          aliases: [],
          meaning: 'More than half of the voters, which is enough to decide.',
          see: ['AMST'],
          area: 'consensus',
        },
        {
          term: 'AMST',
          expansion: 'Adaptive multi-stream transport',
          aliases: [],
          meaning: 'The part that sends a stream over many connections.',
          see: [],
          area: 'dwcp',
        },
        {
          term: 'DWCP',
          expansion: 'Distributed WAN Communication Protocol',
          aliases: [],
          meaning: 'The layer that this small program teaches.',
          see: [],
          area: 'dwcp',
        },
      ],
    }),
    ...overrides,
  };
}

function entry<Data>(id: string, data: Data) {
  return { id, file: `content/reference/${id}.yaml`, data, lineOf: () => 1 };
}
