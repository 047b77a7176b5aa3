import { Mistyped, Refused, type CommandRun } from '../command-call.ts';

export const serverCommands: Readonly<Record<string, CommandRun>> = {
  init: (call) => {
    const type = call.choice('--node-type', ['controller', 'worker']) ?? 'worker';
    const id = call.required('--cluster-id');
    const path = call.required('--file');
    const controller = call.flag('--controller');
    if (type === 'worker' && controller === undefined)
      throw new Mistyped('A worker needs --controller HOST:PORT, the controller that it registers with.');
    if (!/^[a-z][a-z0-9-]{0,62}$/.test(id))
      throw new Mistyped(`--cluster-id is "${id}"; use small letters, digits and dashes.`);
    if (call.read(path) !== undefined)
      throw new Refused(
        'INVALID_CONFIG',
        `${path} exists; it is never overwritten. Compare, or choose another name.`,
      );
    const machine = call.cluster.machines?.[call.host] ?? call.cluster.nodes[call.host];
    const text = configuration(type, id, call.host, machine?.region ?? 'eu-west', controller);
    call.write(path, text);
    return {
      value: { file: path, node_type: type, cluster_id: id },
      text: `${path} is written for a ${type} of ${id}. Check node.id, node.region and the certificates before the first start.\n`,
    };
  },
};

/** A starting configuration in the keys of the reference; what init cannot know is marked for the person to fill in. */
function configuration(
  type: 'controller' | 'worker',
  id: string,
  host: string,
  region: string,
  controller: string | undefined,
): string {
  const tls = [
    'tls:',
    '  cert: /etc/dwcp/tls/server.crt',
    '  key: /etc/dwcp/tls/server.key',
    '  ca: /etc/dwcp/tls/ca.crt',
    '  min_version: "1.3"',
  ];
  const identity = ['node:', `  id: ${host}`, `  type: ${type}`, `  region: ${region}`, '  datacenter: dc1'];
  const lines =
    type === 'controller'
      ? [
          'cluster:',
          `  id: ${id}`,
          ...identity,
          'api:',
          '  rest: { bind: 0.0.0.0:8080, tls: { enabled: true } }',
          '  grpc: { bind: 0.0.0.0:8081, tls: { enabled: true } }',
          ...tls,
          'consensus:',
          '  protocol: raft',
          '  bind: 0.0.0.0:8082',
          `  peers: [${host}:8082] # name every voter, the same list on each`,
          '  data_dir: /var/lib/dwcp/raft',
          '  raft: { election_timeout: 300ms, heartbeat: 100ms }',
          '  tls: { enabled: true }',
        ]
      : [
          'cluster:',
          `  id: ${id}`,
          `  controller: ${controller ?? ''}`,
          ...identity,
          ...tls,
          'hypervisor:',
          '  type: kvm',
          '  libvirt_uri: qemu:///system',
          'transport:',
          '  amst:',
          '    bind: 0.0.0.0:8085-8100',
          '    streams: { min: 4, max: 16, default: 8, datacenter: 64 }',
          '    congestion_control: bbr',
          '    tls: { enabled: true }',
        ];
  return `${lines.join('\n')}\n`;
}
