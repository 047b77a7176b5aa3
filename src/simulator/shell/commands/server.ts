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
    const text = configuration(type, id, call.host, controller);
    call.write(path, text);
    return {
      value: { file: path, node_type: type, cluster_id: id },
      text: `${path} is written for a ${type} of ${id}. Check node.id, node.region and the certificates before the first start.\n`,
    };
  },
};

/** A starting configuration with the reference values; what differs from node to node stands at the top. */
function configuration(
  type: 'controller' | 'worker',
  id: string,
  host: string,
  controller: string | undefined,
): string {
  const tls = [
    '  tls:',
    '    enabled: true',
    '    min_version: "1.3"',
    '    cert_file: /etc/dwcp/tls/server.crt',
    '    key_file: /etc/dwcp/tls/server.key',
    '    ca_file: /etc/dwcp/tls/ca.crt',
    '    client_auth: true',
  ];
  const lines =
    type === 'controller'
      ? [
          'node:',
          `  id: ${host}`,
          '  type: controller',
          `  cluster_id: ${id}`,
          '',
          'api:',
          '  rest_port: 8080',
          '  grpc_port: 8081',
          ...tls,
          '',
          'consensus:',
          '  protocol: raft',
          '  raft:',
          '    election_timeout: 300ms',
          '    heartbeat: 100ms',
        ]
      : [
          'node:',
          `  id: ${host}`,
          '  type: worker',
          `  cluster_id: ${id}`,
          `  controller: ${controller ?? ''}`,
          '',
          'api:',
          ...tls,
          '',
          'transport:',
          '  amst:',
          '    streams: { min: 4, max: 16, default: 8 }',
          '    congestion_control: bbr',
        ];
  return `${lines.join('\n')}\n`;
}
