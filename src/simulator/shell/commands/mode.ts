import type { Mode } from '../../cluster.ts';
import { listNodes } from '../../cluster.ts';
import { meanSamples } from '../../mode.ts';
import { Refused, type CommandRun } from '../command-call.ts';
import { duration, round, table } from '../format.ts';

export const modeCommands: Readonly<Record<string, CommandRun>> = {
  'mode status': (call) => {
    const only = call.optionalNode('--node');
    const nodes = listNodes(call.cluster)
      .filter((node) => only === undefined || node.id === only.id)
      .map((node) => {
        const { latencyMs, bandwidthMbps, samples } = meanSamples(node);
        return {
          node: node.id,
          mode: node.mode,
          set_by: node.forcedMode === null ? 'detection' : 'operator',
          latency_ms: round(latencyMs),
          bandwidth_mbps: Math.round(bandwidthMbps),
          samples,
          last_switch_seconds:
            node.modeChangedAtMs === null ? null : round((call.cluster.nowMs - node.modeChangedAtMs) / 1000),
        };
      });
    return {
      value: nodes,
      text: table(
        ['node', 'mode', 'set by', 'latency ms', 'bandwidth mbps', 'samples', 'last switch'],
        nodes.map((row) => [
          row.node,
          row.mode,
          row.set_by,
          row.latency_ms,
          row.bandwidth_mbps,
          row.samples,
          row.last_switch_seconds === null ? null : `${duration(row.last_switch_seconds * 1000)} ago`,
        ]),
      ),
    };
  },

  'mode set': (call) => {
    const mode = call.choice('--mode', [
      'auto',
      'datacenter',
      'internet',
      'hybrid',
    ] as const satisfies readonly (Mode | 'auto')[]);
    if (mode === undefined) throw new Refused('INVALID_ARGUMENT', 'No mode is named.');
    const nodes = (call.nodes('--nodes') ?? listNodes(call.cluster)).map(({ id }) => id);
    call.checkWrite();
    call.act({ type: 'set-mode', nodes, mode });
    return {
      value: { mode, nodes },
      text:
        mode === 'auto'
          ? `${nodes.length} nodes detect their mode again.\n`
          : `${nodes.length} nodes stay in ${mode} mode until "mode set --mode auto".\n`,
    };
  },
};
