import { parsePlugin } from '../../api/parse-plugin.ts';
import type { Cluster } from '../../cluster.ts';
import { benchmarkPlacement, benchmarkTransport, type PluginBenchmark } from '../../plugin-benchmark.ts';
import { listPlugins, pluginInUse, type Plugin, type TransportPlugin } from '../../plugins.ts';
import { Mistyped, Refused, type CommandAnswer, type CommandCall, type CommandRun } from '../command-call.ts';
import { duration, facts, round, table, type Json } from '../format.ts';
import { nearestOf } from '../nearest.ts';
import type { Chunk } from '../session.ts';

/** What each side of a transport benchmark sends, in bytes: enough that its start does not count. */
const BENCHMARK_BYTES = 1e9;

export const pluginCommands: Readonly<Record<string, CommandRun>> = {
  'plugin register': (call) => {
    const file = call.required('--file');
    const text = call.read(file);
    if (text === undefined)
      throw new Refused('INVALID_ARGUMENT', `There is no file "${file}" on ${call.host}.`);
    const parsed = parsePlugin(file, text);
    if ('problem' in parsed) throw new Refused('INVALID_CONFIG', parsed.problem);
    const { plugin } = parsed;
    call.checkWrite();
    const before = pluginInUse(call.cluster, plugin.kind);
    try {
      call.act({ type: 'register-plugin', plugin });
    } catch (error) {
      // What only the cluster can know, such as its workers, is wrong in the file as well.
      if (error instanceof Refused && error.code === 'INVALID_CONFIG')
        throw new Refused(error.code, `${file}: ${error.message}`);
      throw error;
    }
    const replaced = before === undefined ? 'the built-in choice' : before.name;
    return {
      value: { ...describe(call.cluster, plugin), replaces: before?.name ?? null },
      text: `The ${plugin.kind} plug-in ${plugin.name} is in use; before it was ${replaced}.\n`,
    };
  },

  'plugin list': (call) => {
    const rows = listPlugins(call.cluster).map((plugin) => describe(call.cluster, plugin));
    return {
      value: rows,
      text:
        rows.length === 0
          ? 'There is no plug-in; streams and placement are the built-in ones.\n'
          : table(
              ['plug-in', 'kind', 'in use', 'holds'],
              rows.map((row) => [row.name, row.kind, row.in_use ? 'yes' : 'no', row.holds]),
            ),
    };
  },

  'plugin remove': (call) => {
    const plugin = findPlugin(call);
    call.checkWrite();
    call.act({ type: 'remove-plugin', name: plugin.name });
    const next = pluginInUse(call.cluster, plugin.kind)?.name ?? null;
    return {
      value: { removed: plugin.name, in_use: next },
      text: `${plugin.name} is removed; ${next ?? 'the built-in choice'} is in use for ${plugin.kind}.\n`,
    };
  },

  'plugin benchmark': function* (call) {
    const plugin = findPlugin(call);
    if (plugin.kind === 'transport') return yield* runTransport(call, plugin);
    if (call.has('--source') || call.has('--target'))
      throw new Mistyped(`${plugin.name} places VMs; leave --source and --target out.`);
    const benchmark = benchmarkPlacement(call.cluster, plugin);
    call.act({ type: 'record-benchmark', benchmark });
    const rows: [string, number, number][] = [
      [plugin.name, benchmark.pluginUtilisation, benchmark.pluginUnplaced],
      ['built-in score', benchmark.scoredUtilisation, benchmark.scoredUnplaced],
      ['genetic baseline', benchmark.geneticUtilisation, benchmark.geneticUnplaced],
    ];
    return answer(
      benchmark,
      `${benchmark.vms} VMs placed anew on empty workers, the largest first.\n\n${table(
        ['placed by', 'utilisation %', 'unplaced'],
        rows.map(([name, share, unplaced]) => [name, round(share * 100), unplaced]),
      )}`,
    );
  },
};

function* runTransport(call: CommandCall, plugin: TransportPlugin): Generator<Chunk, CommandAnswer> {
  if (!call.has('--source') || !call.has('--target'))
    throw new Mistyped(
      `${plugin.name} chooses streams for a path; name its ends with --source and --target.`,
    );
  const source = call.node('--source');
  const target = call.node('--target');
  for (const node of [source, target])
    if (node.type !== 'worker')
      throw new Refused('INVALID_ARGUMENT', `${node.id} is a ${node.type}; streams run between workers.`);
  if (source === target)
    throw new Refused('INVALID_ARGUMENT', `${source.id} is both ends; name two workers.`);
  const benchmark = benchmarkTransport(call.cluster, plugin, source, target);
  if (benchmark === null)
    throw new Refused('TARGET_UNREACHABLE', `No path leads from ${source.id} to ${target.id}.`);
  const { builtInMbps, pluginMbps } = benchmark;
  const seconds = (mbps: number): number => (BENCHMARK_BYTES * 8) / 1e6 / mbps;
  const tookMs = Math.ceil((seconds(builtInMbps) + seconds(pluginMbps)) * 1000);
  if (call.waits) yield* call.pass(tookMs, () => `${plugin.name}: sending 1 GB twice`);
  call.act({ type: 'record-benchmark', benchmark });
  const rows: [string, number, number][] = [
    ['built-in', benchmark.builtInStreams, builtInMbps],
    [plugin.name, benchmark.pluginStreams, pluginMbps],
  ];
  return answer(
    benchmark,
    `${facts([
      ['Path', `${source.id} to ${target.id}`],
      ['Round trip', `${round(benchmark.rttMs)} ms`],
      ['Loss', `${round(benchmark.lossRatio * 100, 2)} %`],
    ])}\n${table(
      ['streams by', 'streams', 'mbps', '1 GB takes'],
      rows.map(([name, streams, mbps]) => [name, streams, round(mbps), duration(seconds(mbps) * 1000)]),
    )}\n${plugin.name} sends at ${round(benchmark.factor, 2)} times the built-in rate.\n`,
  );
}

function answer(benchmark: PluginBenchmark, text: string): CommandAnswer {
  return { value: { ...benchmark }, text };
}

function findPlugin(call: CommandCall): Plugin {
  const name = call.required('--plugin');
  const plugins = listPlugins(call.cluster);
  const plugin = plugins.find((each) => each.name === name);
  if (plugin !== undefined) return plugin;
  const nearest = nearestOf(
    name,
    plugins.map((each) => each.name),
  );
  throw new Refused(
    'INVALID_ARGUMENT',
    `There is no plug-in "${name}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
  );
}

function describe(
  cluster: Cluster,
  plugin: Plugin,
): { name: string; kind: string; in_use: boolean; holds: string; plugin: Json } {
  const rows = plugin.kind === 'transport' ? plugin.streams.length : 0;
  const assigned = plugin.kind === 'placement' ? Object.keys(plugin.assignment ?? {}).length : 0;
  const holds =
    plugin.kind === 'transport'
      ? `${rows} ${rows === 1 ? 'row' : 'rows'} of streams`
      : assigned === 0
        ? 'weights'
        : `${assigned} assigned ${assigned === 1 ? 'VM' : 'VMs'}`;
  return {
    name: plugin.name,
    kind: plugin.kind,
    in_use: pluginInUse(cluster, plugin.kind)?.name === plugin.name,
    holds,
    plugin: JSON.parse(JSON.stringify(plugin)) as Json,
  };
}
