/** OpenTelemetry for the orders application: where spans and metrics go, and under whose name. */
import type { Counter, Span, Tracer } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

export interface Telemetry {
  tracer: Tracer;
  /** Orders by their result, which is `completed` or `failed`. */
  moved: Counter;
  /** Sends what is left; a program that ends without it loses its last spans. */
  shutdown: () => Promise<void>;
}

// region: telemetry
export function startTelemetry(url: string, token: string): Telemetry {
  // The service name decides under which name spans are shown, and becomes the label job of every metric.
  const resource = resourceFromAttributes({ 'service.name': 'orders' });
  const headers = { authorization: `Bearer ${token}` };
  const tracing = new TracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${url}/training/traces`, headers }),
      }),
    ],
  });
  const metering = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: `${url}/training/metrics`, headers }),
      }),
    ],
  });
  return {
    tracer: tracing.getTracer('orders'),
    moved: metering.getMeter('orders').createCounter('orders_moved_total'),
    shutdown: async () => {
      await Promise.all([tracing.shutdown(), metering.shutdown()]);
    },
  };
}
// endregion

// region: traceparent
/** The span as the header `traceparent` (W3C Trace Context): version, trace, span, and the flag that it is recorded. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId } = span.spanContext();
  return `00-${traceId}-${spanId}-01`;
}
// endregion
