/** Spans and metrics of a program of ours, in the traces and metrics of the cluster that it works on. */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Counter,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type IMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';

export interface TelemetryOptions {
  /** `service.name`: letters, digits, dots and dashes. */
  readonly service: string;
  readonly spanProcessor: SpanProcessor;
  readonly metricReader: IMetricReader;
  /** Milliseconds since 1970 that spans begin and end at. */
  readonly now?: () => number;
}

export class Telemetry {
  readonly #tracers: TracerProvider;
  readonly #meters: MeterProvider;
  readonly #tracer: Tracer;
  readonly #now: () => number;
  /** The span that the running code belongs to; it follows promises. */
  readonly #context = new AsyncLocalStorage<Context>();
  readonly #requests: Counter;
  readonly #seconds: Counter;

  constructor({ service, spanProcessor, metricReader, now = Date.now }: TelemetryOptions) {
    const resource = resourceFromAttributes({ 'service.name': service });
    this.#tracers = new TracerProvider({ resource, spanProcessors: [spanProcessor] });
    this.#meters = new MeterProvider({ resource, readers: [metricReader] });
    this.#tracer = this.#tracers.getTracer('dwcp-example-clients');
    this.#now = now;
    const meter = this.#meters.getMeter('dwcp-example-clients');
    // The training cluster keeps sums and gauges. Two sums give the mean time of a request, as a histogram would.
    this.#requests = meter.createCounter('client_requests_total', { description: 'Requests sent to DWCP' });
    this.#seconds = meter.createCounter('client_request_seconds_total', {
      unit: 's',
      description: 'Time they took',
    });
  }

  // region: span
  /** Runs a piece of work in a span. What it calls becomes part of that span, and what it throws is noted there. */
  span<Result>(name: string, attributes: Attributes, work: (span: Span) => Promise<Result>): Promise<Result> {
    return this.#run(name, SpanKind.INTERNAL, attributes, work);
  }

  async #run<Result>(
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    work: (span: Span) => Promise<Result>,
  ): Promise<Result> {
    const parent = this.#context.getStore() ?? ROOT_CONTEXT;
    const span = this.#tracer.startSpan(name, { kind, attributes, startTime: this.#now() }, parent);
    try {
      return await this.#context.run(trace.setSpan(parent, span), () => work(span));
    } catch (error) {
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.message : String(error),
      });
      throw error;
    } finally {
      span.end(this.#now());
    }
  }
  // endregion

  // region: traceparent
  /** The header of W3C Trace Context for the running span: version, trace, span, and whether it is recorded. */
  readonly traceparent = (): string | undefined => {
    const context = trace.getSpanContext(this.#context.getStore() ?? ROOT_CONTEXT);
    if (context === undefined) return undefined;
    return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
  };
  // endregion

  // region: fetch
  /** A `fetch` that has a span of its own for every attempt, hands it on to the cluster, and counts what came of it. */
  tracedFetch(inner: typeof fetch = fetch): typeof fetch {
    return async (input, init) => {
      const method = init?.method ?? 'GET';
      const route = routeOf(new URL(input instanceof Request ? input.url : input).pathname);
      return this.#run(
        `${method} ${route}`,
        SpanKind.CLIENT,
        { 'http.request.method': method, 'http.route': route },
        async (span) => {
          const headers = new Headers(init?.headers);
          headers.set('traceparent', this.traceparent() ?? '');
          const begunMs = performance.now();
          let outcome = 'no answer';
          try {
            const response = await inner(input, { ...init, headers });
            outcome = String(response.status);
            span.setAttribute('http.response.status_code', response.status);
            if (response.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
            return response;
          } finally {
            this.#requests.add(1, { method, route, outcome });
            this.#seconds.add((performance.now() - begunMs) / 1000, { method, route });
          }
        },
      );
    };
  }
  // endregion

  /** Sends what has not been sent. A program that ends without it loses its last spans. */
  async shutdown(): Promise<void> {
    await Promise.all([this.#tracers.shutdown(), this.#meters.shutdown()]);
  }
}

/** The path without identifiers: a label that takes a new value for every VM has no end. */
function routeOf(path: string): string {
  return path.replace(/^(\/v3\/(?:vms|migrations))\/.+$/, '$1/{id}');
}

// region: exporters
/** Exporters to the training cluster, which takes OTLP as JSON below `/training`, with the token of an operator. */
export function exportersTo(
  baseUrl: string,
  token: () => Promise<string>,
): Pick<TelemetryOptions, 'spanProcessor' | 'metricReader'> {
  const headers = async (): Promise<Record<string, string>> => ({ authorization: `Bearer ${await token()}` });
  const spans = new OTLPTraceExporter({ url: `${baseUrl}/training/traces`, headers });
  const metrics = new OTLPMetricExporter({ url: `${baseUrl}/training/metrics`, headers });
  return {
    // The cluster takes 200 spans at once.
    spanProcessor: new BatchSpanProcessor({
      exporter: spans,
      maxExportBatchSize: 200,
      scheduledDelayMillis: 1_000,
    }),
    metricReader: new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 10_000 }),
  };
}
// endregion
