import { describe, expect, test } from 'vitest';
import { parseServerOptions } from '../../../src/cluster-server/server-options.ts';

describe('parseServerOptions', () => {
  test('takes the ports of the reference deployment on loopback', () => {
    expect(parseServerOptions([])).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      grpcPort: 8081,
      metricsPort: 8084,
      speed: 1,
      tokenLifeMs: 86_400_000,
      requestsPerSecond: 10_000,
      otlp: null,
      stateFile: null,
    });
  });

  test.each([
    [['--port', '70000'], '--port is "70000"; a port is a number from 0 to 65535.'],
    [['--port', '8081'], 'Two of --port, --grpc-port and --metrics-port are the same.'],
    [['--speed', 'fast'], '--speed is "fast"; write a number from 0.1 to 3600, or step.'],
    [['--speed', '0'], '--speed is "0"; write a number from 0.1 to 3600, or step.'],
    [['--token-ttl', '1m'], '--token-ttl is "1m"; write 5m to 24h.'],
    [['--scenario', '../secrets'], '--scenario is "../secrets"; write track and lab, as operations/lab-4.'],
    [['--otlp', 'file:///etc'], '--otlp is "file:///etc"; write an address as http://127.0.0.1:4318.'],
    [
      ['--host', '0.0.0.0'],
      'With --host 0.0.0.0 others can reach the cluster, and its accounts are printed in the course. Give --accounts FILE with your own.',
    ],
  ])('refuses %j with a sentence', (args, problem) => {
    expect(parseServerOptions(args)).toEqual({ problem });
  });

  test('refuses what it does not know', () => {
    expect(parseServerOptions(['--prot', '1'])).toMatchObject({ problem: expect.stringContaining('--prot') });
  });
});
