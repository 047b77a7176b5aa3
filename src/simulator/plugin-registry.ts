/** Which plug-ins a cluster has. Every function changes the cluster in place or says why not. */
import type { Cluster, Refusal } from './cluster.ts';
import { copyPlain } from './copy.ts';
import { recordEvent } from './events.ts';
import type { PluginBenchmark } from './plugin-benchmark.ts';
import { listPlugins, type Plugin } from './plugins.ts';

/** Plug-ins that a cluster keeps. */
const PLUGIN_LIMIT = 100;

/** Registers a plug-in, which is in use from then on; one of the same name is replaced. */
export function registerPlugin(cluster: Cluster, plugin: Plugin): Refusal | null {
  if (plugin.kind === 'placement') {
    const stray = Object.entries(plugin.assignment ?? {}).find(
      ([, node]) => !Object.hasOwn(cluster.nodes, node) || cluster.nodes[node]?.type !== 'worker',
    );
    if (stray !== undefined)
      return {
        code: 'INVALID_CONFIG',
        message: `assignment.${stray[0]} must be a worker of the cluster; "${stray[1]}" is none.`,
      };
  }
  const others = listPlugins(cluster).filter(({ name }) => name !== plugin.name);
  if (others.length >= PLUGIN_LIMIT)
    return { code: 'INVALID_ARGUMENT', message: `The cluster keeps ${PLUGIN_LIMIT} plug-ins; remove one.` };
  cluster.plugins = [...others, copyPlain(plugin)];
  recordEvent(cluster, 'plugin-registered', null, `The ${plugin.kind} plug-in ${plugin.name} is in use.`, {
    plugin: plugin.name,
    kind: plugin.kind,
  });
  return null;
}

export function removePlugin(cluster: Cluster, name: string): Refusal | null {
  const plugin = listPlugins(cluster).find((each) => each.name === name);
  if (plugin === undefined) return { code: 'INVALID_ARGUMENT', message: `There is no plug-in "${name}".` };
  cluster.plugins = listPlugins(cluster).filter((each) => each !== plugin);
  recordEvent(cluster, 'plugin-removed', null, `The ${plugin.kind} plug-in ${name} is removed.`, {
    plugin: name,
    kind: plugin.kind,
  });
  return null;
}

export function recordBenchmark(cluster: Cluster, benchmark: PluginBenchmark): Refusal | null {
  recordEvent(cluster, 'plugin-benchmarked', null, `${benchmark.plugin} was compared.`, { ...benchmark });
  return null;
}
