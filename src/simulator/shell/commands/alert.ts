import { ALERT_RULES } from '../../alerts.ts';
import type { CommandRun } from '../command-call.ts';
import { clock, duration, round, table } from '../format.ts';

export const alertCommands: Readonly<Record<string, CommandRun>> = {
  'alert list': (call) => {
    const { cluster } = call;
    const state = call.choice('--state', ['firing', 'pending']);
    const severity = call.choice('--severity', ['P0', 'P1', 'P2', 'P3', 'P4']);
    const alerts = Object.values(cluster.alerts.instances)
      .map((instance) => ({
        alert: instance.name,
        severity: ALERT_RULES.find(({ name }) => name === instance.name)?.severity ?? 'P4',
        state: instance.state,
        since: clock(cluster.epochMs, instance.activeSinceMs),
        age_seconds: (cluster.nowMs - instance.activeSinceMs) / 1000,
        value: Number.isFinite(instance.value) ? round(instance.value, 3) : null,
        labels: instance.labels,
      }))
      .filter((alert) => state === undefined || alert.state === state)
      .filter((alert) => severity === undefined || alert.severity === severity)
      .sort((a, b) => a.severity.localeCompare(b.severity) || b.age_seconds - a.age_seconds);
    const text =
      alerts.length === 0
        ? 'No alert is pending or firing.\n'
        : table(
            ['alert', 'severity', 'state', 'age', 'value', 'labels'],
            alerts.map((alert) => [
              alert.alert,
              alert.severity,
              alert.state,
              duration(alert.age_seconds * 1000),
              alert.value,
              Object.entries(alert.labels)
                .map(([name, value]) => `${name}=${value}`)
                .join(' '),
            ]),
          );
    return { value: alerts, text };
  },
};
