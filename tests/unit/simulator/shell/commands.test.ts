import { describe, expect, test } from 'vitest';
import { run } from '../../../../src/simulator/shell/index.ts';
import { openTerminal, referenceTable, type } from './reference-table.ts';

const terminal = openTerminal();

const registered = [
  `echo '{"kind":"transport","name":"wide-streams","streams":[{"streams":24}]}' > wide-streams.json`,
  'dwcp-cli plugin register --file wide-streams.json',
];

/** What the examples need before they can do their work on the training cluster. */
const before: Readonly<Record<string, readonly string[]>> = {
  'backup restore': ['dwcp-cli cluster snapshot --name pre-rollback-20261123'],
  'consensus force-view-change': ['dwcp-cli mode set --mode internet', 'sleep 60'],
  'dns switch': ['dwcp-cli upgrade start --release 3.0.1 --strategy blue-green'],
  'migration cancel': ['dwcp-cli migration start --vm vm-web-1 --target worker-5 --wait=false'],
  'migration set-timeout': ['dwcp-cli migration start --vm vm-db-1 --target worker-5 --wait=false'],
  'migration status': ['dwcp-cli migration start --vm vm-web-1 --target worker-5'],
  'plugin benchmark': registered,
  'plugin register': registered.slice(0, 1),
  'plugin remove': registered,
  'metrics export': ['dwcp-cli migration start --vm vm-web-1 --target worker-5'],
};

/** Examples that the sound training cluster refuses, with the reason that they show. */
const refused: Readonly<Record<string, string>> = {
  'cluster add-controller': 'NODE_NOT_FOUND',
  'cluster bootstrap': 'INVALID_ARGUMENT',
  'cluster decommission': 'INVALID_ARGUMENT',
  'cluster emergency-bootstrap': 'INVALID_ARGUMENT',
  'consensus force-view-change': 'INVALID_ARGUMENT',
  'metrics compare': 'no sample is kept',
  'metrics export': 'MIGRATION_NOT_FOUND',
  'migration retry': 'MIGRATION_NOT_FOUND',
  'node join': 'INVALID_ARGUMENT',
  'pba retrain': 'INVALID_CONFIG',
  'trace export': 'INVALID_ARGUMENT',
  'trace show': 'INVALID_ARGUMENT',
};

describe('the examples of the reference', () => {
  test.each(referenceTable.commands.map(({ name, example }) => [name, example] as const))(
    '%s: %s',
    (name, example) => {
      const { session } = type(terminal, ...(before[name] ?? []));
      const result = run(session, example, referenceTable);
      const reason = refused[name];
      if (reason === undefined) expect([result.exitCode, result.errorOutput]).toEqual([0, '']);
      else expect([result.exitCode > 0, result.errorOutput]).toEqual([true, expect.stringContaining(reason)]);
    },
  );
});

describe('dwcp-cli', () => {
  test('speaks of one entry and of one VM in the singular', () => {
    const session = type(
      openTerminal(),
      'dwcp-cli cluster snapshot --name before',
      'dwcp-cli vm create --name vm-one-1 --image ubuntu-22.04',
      'sleep 10',
    ).session;
    expect(type(session, 'dwcp-cli state-sync export --file state.json').output).toMatch(
      /^1 entry and 6 VMs written/,
    );
    expect(type(session, 'dwcp-cli backup restore --name before --confirm').output).toContain(
      '1 VM created since is no longer known.',
    );
  });

  test('prints one result as table, JSON, YAML or a single field', () => {
    expect(type(terminal, 'dwcp-cli mode status --node worker-1').output).toMatchInlineSnapshot(`
      "NODE      MODE        SET BY     LATENCY MS  BANDWIDTH MBPS  SAMPLES  LAST SWITCH
      worker-1  datacenter  detection           4           10000       10  8 min 20 s ago
      "
    `);
    expect(type(terminal, 'dwcp-cli mode status --node worker-1 --field [0].mode').output).toBe(
      'datacenter\n',
    );
    expect(JSON.parse(type(terminal, 'dwcp-cli mode status --node worker-1 -o json').output)).toMatchObject([
      { node: 'worker-1', mode: 'datacenter' },
    ]);
    expect(type(terminal, 'dwcp-cli vm count --node worker-1 -o yaml').output).toBe(
      'total: 1\nnodes:\n  - node: worker-1\n    region: eu-west\n    vms: 1\n    running: 1\n    migrating: 0\n    memory_used_percent: 2\n',
    );
  });

  test.each([
    ['dwcp-cli nodes lst', '"nodes lst" is not a command. Did you mean "node list"?'],
    ['dwcp-cli vm', '"dwcp-cli vm" needs a verb: count, create, delete, inspect, list.'],
    ['dwcp-cli vm list --nod worker-1', '"dwcp-cli vm list" has no flag "--nod". Did you mean "--node"?'],
    [
      'dwcp-cli vm inspect',
      '"dwcp-cli vm inspect" needs --vm VM. For example: dwcp-cli vm inspect --vm vm-web-1 --field node',
    ],
    [
      'dwcp-cli amst set-streams --node worker-1 --count many',
      '--count is "many"; it must be a number from 1 to 512.',
    ],
    ['dwcp-cli node list --field nodes', 'The result has no field "nodes"; -o json shows which it has.'],
  ])('%s is a mistake in the command line: exit code 2, the cluster as it was', (line, message) => {
    const result = type(terminal, line);
    expect(result.exitCode).toBe(2);
    expect(result.errorOutput).toBe(`dwcp-cli: ${message}\n`);
    expect(result.session.cluster).toBe(terminal.cluster);
  });

  test('what the cluster refuses names the code of the error reference, and leaves the cluster as it was', () => {
    const result = type(terminal, 'dwcp-cli migration start --vm vm-web-1 --target worker-99');
    expect(result.exitCode).toBe(1);
    expect(result.errorOutput).toBe(
      'dwcp-cli: NODE_NOT_FOUND: There is no node "worker-99". Did you mean "worker-9"?\n',
    );
    expect(result.session.cluster).toBe(terminal.cluster);
  });

  test('without a running controller nobody answers: exit code 3', () => {
    const stopped = [1, 2, 3].map((number) => `ssh controller-${number} systemctl stop dwcp-controller`);
    expect(type(terminal, ...stopped, 'dwcp-cli cluster status')).toMatchObject({
      exitCode: 3,
      errorOutput: 'dwcp-cli: No controller answers at the endpoint. Is dwcp-controller running anywhere?\n',
    });
  });

  test('a quarantine that would cost the quorum is refused', () => {
    const { session } = type(terminal, 'ssh controller-3 systemctl stop dwcp-controller', 'sleep 5');
    expect(
      type(session, 'dwcp-cli reputation quarantine --node controller-2 --reason test').errorOutput,
    ).toContain('QUORUM_LOST');
  });

  test('every level has help', () => {
    expect(type(terminal, 'dwcp-cli --help').output).toContain('Exit codes:\n  0  Done');
    expect(type(terminal, 'dwcp-cli trace --help').output).toContain('trace export');
    expect(type(terminal, 'dwcp-cli trace show --help').output).toMatch(
      /^Print .*\n\nUsage: {4}dwcp-cli trace show --id/,
    );
  });

  test('a trace shows that a span begins before its parent, whose clock is ahead', () => {
    const call = 'curl -s http://localhost:8080';
    const first = type(
      terminal,
      `${call}/v3/auth/login --json '{"username":"operator","password":"training-operator"}'`,
    );
    const bearer = `-H 'Authorization: Bearer ${(JSON.parse(first.output) as { token: string }).token}'`;
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const { session } = type(
      first.session,
      `${call}/v3/migrations ${bearer} -H 'traceparent: 00-${trace}-b7ad6b7169203331-01' --json '{"vm_id":"vm-web-1","target_node":"worker-5"}'`,
      'sleep 60',
    );
    const { epochMs, spans } = session.cluster;
    const begun = spans.find((span) => span.traceId === trace)?.startMs ?? Number.NaN;
    const [start, end] = [4_000, 4_050].map((later) => `${epochMs + begun + later}000000`);
    const span = `{"traceId":"${trace}","spanId":"b7ad6b7169203331","name":"HTTP POST","startTimeUnixNano":"${start}","endTimeUnixNano":"${end}"}`;
    const resource = '{"attributes":[{"key":"service.name","value":{"stringValue":"billing"}}]}';
    const reported = type(
      session,
      `${call}/training/traces ${bearer} --json '{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"spans":[${span}]}]}]}'`,
      `dwcp-cli trace show --id ${trace}`,
    );
    expect(reported.output).toMatch(/HTTP POST +billing +\+0 ms/);
    expect(reported.output).toMatch(/ {2}vm_migration_request +worker-1 +-4 s/);
  });

  test('an upgrade leaves the leader to the end, and a rollback brings the release back', () => {
    const { session } = type(
      terminal,
      'dwcp-cli upgrade start --release 3.0.1',
      'dwcp-cli upgrade rollback --release 3.0.0',
    );
    const installed = session.cluster.events
      .filter(({ type: kind }) => kind === 'release-installed')
      .map(({ node }) => node);
    expect(installed.slice(0, 3)).toEqual(['controller-2', 'controller-3', 'controller-1']);
    expect(new Set(Object.values(session.cluster.nodes).map(({ version }) => version))).toEqual(
      new Set(['3.0.0']),
    );
  });
});
