import { describe, expect, test } from 'vitest';
import { pluginInUse, streamsOnPath, type TransportPlugin } from '../../../src/simulator/plugins.ts';
import { openTerminal, type } from './shell/reference-table.ts';

const table: TransportPlugin = {
  kind: 'transport',
  name: 'by-path',
  streams: [
    { max_rtt_ms: 20, streams: 8 },
    { max_rtt_ms: 400, max_loss: 0.01, streams: 24 },
    { streams: 16 },
  ],
};

describe('a transport plug-in', () => {
  test.each([
    [{ rttMs: 20, lossRatio: 0.5 }, 8],
    [{ rttMs: 21, lossRatio: 0.01 }, 24],
    [{ rttMs: 400, lossRatio: 0.011 }, 16],
    [{ rttMs: 401, lossRatio: 0 }, 16],
  ])('opens on %o %i streams', (path, streams) => {
    expect(streamsOnPath(table, { ...path, capacityMbps: 450 })).toBe(streams);
  });

  test('may tell links apart by what they carry', () => {
    const byLink: TransportPlugin = {
      kind: 'transport',
      name: 'by-link',
      streams: [{ max_bandwidth_mbps: 450, streams: 17 }, { streams: 64 }],
    };
    const path = { rttMs: 300, lossRatio: 0 };
    expect(streamsOnPath(byLink, { ...path, capacityMbps: 450 })).toBe(17);
    expect(streamsOnPath(byLink, { ...path, capacityMbps: 451 })).toBe(64);
  });

  test('decides for new migrations, behind what an operator or the call itself asks for', () => {
    const { session } = type(
      openTerminal(),
      `echo '${JSON.stringify({ ...table, streams: [{ streams: 200 }] })}' > a.json`,
      'dwcp-cli plugin register --file a.json',
    );
    const streamsAfter = (...lines: string[]): number | undefined =>
      Object.values(type(session, ...lines).session.cluster.migrations)[0]?.streams;
    const start = 'dwcp-cli migration start --vm vm-web-1 --target worker-5';
    expect(streamsAfter(start)).toBe(200);
    expect(streamsAfter(`${start} --amst-streams 5`)).toBe(5);
    expect(streamsAfter('dwcp-cli amst set-streams --node worker-1 --count 6', start)).toBe(6);
    expect(streamsAfter('dwcp-cli plugin remove --plugin by-path', start)).toBe(64);
  });
});

describe('a placement plug-in', () => {
  const placed = (plugin: object): string | undefined =>
    type(
      openTerminal(),
      `echo '${JSON.stringify({ kind: 'placement', name: 'mine', ...plugin })}' > mine.json`,
      'dwcp-cli plugin register --file mine.json',
      'dwcp-cli vm create --name vm-new-1 --image ubuntu-22.04',
    ).session.cluster.vms['vm-new-1']?.node;

  test('by weights prefers the fullest or the emptiest worker', () => {
    expect(placed({ weights: { fill: 1 } })).toBe('worker-2');
    expect(placed({ weights: { fill: -1 } })).toBe('worker-3');
  });

  test('by assignment decides for the VMs that it names, and for no other', () => {
    expect(placed({ assignment: { 'vm-new-1': 'worker-9' } })).toBe('worker-9');
    expect(placed({ assignment: { 'vm-other': 'worker-9' } })).toBe('worker-2');
  });
});

describe('plugin register', () => {
  const register = (text: string): string =>
    type(openTerminal(), `echo '${text}' > my.json`, 'dwcp-cli plugin register --file my.json').errorOutput;
  const transport = (streams: string): string =>
    register(`{"kind":"transport","name":"mine","streams":${streams}}`);
  const placement = (rest: string): string => register(`{"kind":"placement","name":"mine"${rest}}`);

  test('says file, field and what was expected', () => {
    expect([
      register('{'),
      register('[]'),
      register('{"kind":"storage"}'),
      register('{"kind":"transport","name":"My Plugin","streams":[{"streams":1}]}'),
      transport('[]'),
      transport('[{"streams":0}]'),
      transport('[{"streams":1.5}]'),
      transport('[{"max_rtt":3,"streams":1},{"streams":1}]'),
      transport('[{"max_rtt_ms":-1,"streams":1},{"streams":1}]'),
      transport('[{"max_rtt_ms":10,"streams":1}]'),
      transport('[{"streams":1},{"streams":2}]'),
      placement(''),
      placement(',"weights":{"fill":1},"assignment":{"vm-1":"worker-1"}'),
      placement(',"weights":{"fill":0}'),
      placement(',"weights":{"fulness":1}'),
      placement(',"assignment":{}'),
      placement(',"assignment":{"VM 1":"worker-1"}'),
      placement(',"assignment":{"vm-1":"worker-99"}'),
      placement(',"assignment":{"vm-1":"controller-1"}'),
    ]).toMatchInlineSnapshot(`
      [
        "dwcp-cli: INVALID_CONFIG: my.json is not JSON.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: kind must be "transport" or "placement".
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: kind must be "transport" or "placement".
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: name must have 1 to 63 lower-case letters, digits and dashes.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams must have at least 1 entries.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams[0].streams must be at least 1.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams[0].streams must be a whole number.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams[0].max_rtt is not a field of a plug-in of this kind.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams[0].max_rtt_ms must be at least 0.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams[0] must have no bound, neither max_rtt_ms nor max_loss nor max_bandwidth_mbps, so that every path has an answer.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: streams[0] holds for every path, so the rows after it must be taken out.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: weights or assignment must be given, and not both.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: weights or assignment must be given, and not both.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: weights must have one that is not 0.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: weights.fulness is not a field of a plug-in of this kind.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: assignment must name at least one VM.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: assignment.VM 1 is not a name; names have lower-case letters, digits and dashes.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: assignment.vm-1 must be a worker of the cluster; "worker-99" is none.
      ",
        "dwcp-cli: INVALID_CONFIG: my.json: assignment.vm-1 must be a worker of the cluster; "controller-1" is none.
      ",
      ]
    `);
  });

  test('a refused file leaves the cluster as it was', () => {
    const terminal = openTerminal();
    const { session, exitCode } = type(
      terminal,
      'echo nothing > my.json',
      'dwcp-cli plugin register --file my.json',
    );
    expect(exitCode).toBe(1);
    expect(session.cluster).toBe(terminal.cluster);
    expect(type(terminal, 'dwcp-cli plugin register --file none.json').errorOutput).toBe(
      'dwcp-cli: INVALID_ARGUMENT: There is no file "none.json" on workstation.\n',
    );
  });

  test('puts the last of a kind to use, and the one before it again when that is removed', () => {
    const lines = ['one', 'two', 'one'].flatMap((name, index) => [
      `echo '{"kind":"transport","name":"${name}","streams":[{"streams":${index + 1}}]}' > ${name}.json`,
      `dwcp-cli plugin register --file ${name}.json`,
    ]);
    const { session, output } = type(openTerminal(), ...lines);
    expect(output).toBe('The transport plug-in one is in use; before it was two.\n');
    expect(session.cluster.plugins).toEqual([
      { kind: 'transport', name: 'two', streams: [{ streams: 2 }] },
      { kind: 'transport', name: 'one', streams: [{ streams: 3 }] },
    ]);
    const removed = type(session, 'dwcp-cli plugin remove --plugin one');
    expect(pluginInUse(removed.session.cluster, 'transport')?.name).toBe('two');
    expect(pluginInUse(removed.session.cluster, 'placement')).toBeUndefined();
  });
});
