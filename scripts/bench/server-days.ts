import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { login, startClusterProcess } from '../../tests/integration/cluster-process.ts';
import { residentMegabytes } from './measure.ts';
import { showProgress, type PartReport } from './report.ts';

const HOURS = 168;
const HOURS_A_DAY = 24;
const VMS_AN_HOUR = 12;
const HOUR_MS = 3_600_000;

interface Sample {
  hour: number;
  residentMegabytes: number;
  stateMegabytes: number;
}

/** What the cluster server keeps of days of use: VMs come, move and go every hour, and its memory is looked at. */
export async function benchServerDays(): Promise<PartReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cluster-days-'));
  const stateFile = path.join(folder, 'cluster.json');
  const cluster = await startClusterProcess(['--speed', 'step', '--state', stateFile]);
  const samples: Sample[] = [];
  try {
    const token = await login(cluster.rest);
    const call = async (method: string, address: string, body?: unknown): Promise<unknown> => {
      const response = await fetch(`${cluster.rest}${address}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${address} was refused: ${text}`);
      return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
    };
    for (let hour = 1; hour <= HOURS; hour += 1) {
      await useForAnHour(hour, call);
      if (hour % HOURS_A_DAY !== 0) continue;
      showProgress(`${hour} of ${HOURS} simulated hours`);
      samples.push({
        hour,
        residentMegabytes: residentMegabytes(cluster.child.pid),
        stateMegabytes: statSync(stateFile).size / 1e6,
      });
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true });
  }
  return report(samples);
}

async function useForAnHour(
  hour: number,
  call: (method: string, address: string, body?: unknown) => Promise<unknown>,
): Promise<void> {
  const vms: { vm_id: string; node: string }[] = [];
  for (let number = 1; number <= VMS_AN_HOUR; number += 1) {
    const vm = await call('POST', '/v3/vms', {
      name: `vm-${hour}-${number}`,
      image: 'ubuntu-22.04',
      resources: { cpu: 1, memory_gb: 1, disk_gb: 1 },
    });
    vms.push(vm as (typeof vms)[number]);
  }
  await call('POST', '/training/time', { advance_ms: HOUR_MS / 2 });
  for (const { vm_id, node } of vms) {
    await call('POST', '/v3/migrations', {
      vm_id,
      target_node: node === 'worker-9' ? 'worker-8' : 'worker-9',
    });
    await call('POST', '/training/time', { advance_ms: HOUR_MS / 2 / VMS_AN_HOUR });
    await call('GET', '/metrics');
  }
  for (const { vm_id } of vms) await call('DELETE', `/v3/vms/${vm_id}`);
}

function report(samples: readonly Sample[]): PartReport {
  return {
    title: 'Days of the cluster server',
    tables: [
      {
        columns: ['After simulated', 'Resident memory', 'State file'],
        rows: samples.map(({ hour, residentMegabytes: resident, stateMegabytes: state }) => [
          `${hour} h`,
          `${resident.toFixed(0)} MB`,
          `${state.toFixed(2)} MB`,
        ]),
      },
    ],
    notes: [
      `Every hour ${VMS_AN_HOUR} VMs are created, moved and deleted, and all metrics are read ${VMS_AN_HOUR} times. The histories hold a day and fill on the first; from the second on nothing should grow.`,
    ],
    data: samples,
  };
}
