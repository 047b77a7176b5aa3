import { visibleEvents } from '../../events.ts';
import type { CommandRun } from '../command-call.ts';
import { clock, table } from '../format.ts';

export const eventCommands: Readonly<Record<string, CommandRun>> = {
  'events list': (call) => {
    const { cluster } = call;
    const since = cluster.nowMs - (call.time('--duration', 'm') ?? 3_600_000);
    const type = call.flag('--type');
    const events = visibleEvents(cluster)
      .filter((event) => event.atMs >= since && (type === undefined || event.type.startsWith(type)))
      .slice(-200)
      .map((event) => ({
        time: clock(cluster.epochMs, event.atMs),
        level: event.level,
        type: event.type,
        node: event.node,
        message: event.message,
        fields: event.fields,
      }));
    return {
      value: events,
      text:
        events.length === 0
          ? 'Nothing happened in this time.\n'
          : table(
              ['time', 'level', 'type', 'node', 'message'],
              events.map((event) => [event.time, event.level, event.type, event.node, event.message]),
            ),
    };
  },
};
