/** Moves VMs as they are ordered, and tells what it does: `node main.ts vm-orders-1=worker-5`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SpanStatusCode } from '@opentelemetry/api';
import { Api, ApiError } from './api.ts';
import { startTelemetry, traceparentOf } from './telemetry.ts';

interface Migration {
  migration_id: string;
  status: 'in_progress' | 'completed' | 'failed';
}

const api = await Api.login();
const { tracer, moved, shutdown } = startTelemetry(api.url, api.token);

/** Moves one VM and waits until it has arrived; throws when it does not. */
async function move(vm: string, target: string, traceparent: string): Promise<void> {
  const { migration_id } = await api.post<Migration>(
    '/v3/migrations',
    { vm_id: vm, target_node: target },
    { traceparent },
  );
  for (;;) {
    const { status } = await api.get<Migration>(`/v3/migrations/${migration_id}`);
    if (status === 'completed') return;
    if (status === 'failed') throw new Error(`The migration ${migration_id} has failed.`);
    await sleep(200);
  }
}

// region: order
/** Works on one order under a span of its own, in the time of the cluster, and counts it by its result. */
async function workOn(vm: string, target: string): Promise<void> {
  const span = tracer.startSpan('move-orders', {
    startTime: await api.now(),
    attributes: { 'orders.vm': vm, 'orders.target': target },
  });
  try {
    await move(vm, target, traceparentOf(span));
    span.setStatus({ code: SpanStatusCode.OK });
    moved.add(1, { result: 'completed' });
    console.log(`${vm} is on ${target}.`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    if (error instanceof ApiError) span.setAttribute('error.type', error.code);
    // The name of the VM belongs on the span. As a label it would make a series for every VM that ever failed.
    moved.add(1, { result: 'failed' });
    console.log(`${vm} was not moved: ${message}`);
  } finally {
    span.end(await api.now());
  }
}
// endregion

const orders = process.argv.slice(2);
for (const order of orders.length > 0 ? orders : ['vm-orders-1=worker-5']) {
  const [vm = '', target = ''] = order.split('=');
  await workOn(vm, target);
}
await shutdown();
