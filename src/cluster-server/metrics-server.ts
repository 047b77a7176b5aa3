/** The metrics face: one target per node, as each node of a real deployment has, behind one port. */
import { createServer, type Server } from 'node:http';
import { isUp } from '../simulator/load.ts';
import { formatMetrics } from '../simulator/metric-samples.ts';
import type { LiveCluster } from './live-cluster.ts';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `GET /metrics` gives all nodes, `/metrics?node=worker-3` one. A node that is down, or whose certificate has ended, is
 * answered with 503, so that Prometheus sees its target down as it would see the node.
 */
export function createMetricsServer(live: LiveCluster): Server {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, text: string): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
    };
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/metrics') return send(404, 'text/plain', 'Only /metrics is here.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return send(405, 'text/plain', 'Only GET is possible here.\n');
    }
    const { cluster } = live;
    const name = searchParams.get('node');
    if (name === null) return send(200, TEXT, formatMetrics(cluster));
    const node = Object.hasOwn(cluster.nodes, name) ? cluster.nodes[name] : undefined;
    if (node === undefined) return send(404, 'text/plain', 'The cluster has no node of this name.\n');
    if (!isUp(cluster, node)) return send(503, 'text/plain', `${name} does not answer.\n`);
    return send(200, TEXT, formatMetrics(cluster, name));
  });
  server.requestTimeout = 30_000;
  return server;
}
