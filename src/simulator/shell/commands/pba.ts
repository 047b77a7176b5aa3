import { listNodes } from '../../cluster.ts';
import { forecastFor, predictionAccuracy } from '../../pba.ts';
import { Refused, type CommandRun } from '../command-call.ts';
import { round, table } from '../format.ts';

export const pbaCommands: Readonly<Record<string, CommandRun>> = {
  'pba metrics': (call) => {
    const only = call.optionalNode('--node');
    const rows = listNodes(call.cluster)
      .filter((node) => only === undefined || node.id === only.id)
      .map((node) => {
        const accuracy = predictionAccuracy(node);
        return {
          node: node.id,
          mode: node.mode,
          accuracy_percent: accuracy === null ? null : round(accuracy * 100),
          target_percent: node.mode === 'datacenter' ? 85 : 70,
          model: 'mean of 5 samples',
        };
      });
    return {
      value: rows,
      text: table(
        ['node', 'mode', 'accuracy %', 'target %', 'model'],
        rows.map((row) => [row.node, row.mode, row.accuracy_percent, row.target_percent, row.model]),
      ),
    };
  },

  'pba predictions': (call) => {
    const node = call.node('--node');
    const { cluster } = call;
    const rows = node.probes.map((probe) => {
      const forecast = forecastFor(node, probe.region, node.mode);
      return {
        to: probe.region,
        peer: probe.peer,
        samples_mbps: probe.forecastMbps.slice(-5).map((sample) => Math.round(sample)),
        forecast_mbps: Math.round(forecast.bandwidthMbps),
        confidence: round(forecast.confidence, 2),
        horizon_seconds: cluster.settings['prediction.pba.horizon'] / 1000,
      };
    });
    return {
      value: rows,
      text:
        rows.length === 0
          ? `${node.id} has no peer to forecast for.\n`
          : table(
              ['to', 'peer', 'last five mbps', 'forecast mbps', 'confidence'],
              rows.map((row) => [
                row.to,
                row.peer,
                row.samples_mbps.join(' '),
                row.forecast_mbps,
                row.confidence,
              ]),
            ),
    };
  },

  'pba retrain': (call) => {
    const samples = Math.max(
      0,
      ...listNodes(call.cluster).flatMap((node) => node.probes.map((probe) => probe.forecastMbps.length)),
    );
    const needed = call.integer('--samples', 1, 10_000_000) ?? 10_000;
    throw new Refused(
      'INVALID_CONFIG',
      `No model is supplied that could be trained: ${samples} samples are kept for each path and ${needed} are asked for. The mean of the last five stays in use.`,
    );
  },
};
