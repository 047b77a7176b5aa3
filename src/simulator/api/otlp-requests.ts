/**
 * OTLP in its JSON form (OpenTelemetry protocol 1) as an exporter of an application sends it. Fields that are not read
 * here are let pass, since every exporter sends more than a receiver needs.
 */
import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1), z.maxLength(256));
const hex = (length: number): z.ZodMiniString =>
  z.string().check(z.regex(new RegExp(`^[0-9a-fA-F]{${length}}$`, 'u')));

/** Nanoseconds since 1970 as text, or as a number from exporters that are careless of its size. */
const nanoseconds = z.union([z.string().check(z.regex(/^\d{1,20}$/)), z.number().check(z.minimum(0))]);
const wholeNumber = z.union([z.string().check(z.regex(/^-?\d{1,20}$/)), z.number()]);

const attributes = z.optional(
  z
    .array(
      z.object({
        key: name,
        value: z.object({
          stringValue: z.optional(z.string().check(z.maxLength(1_024))),
          boolValue: z.optional(z.boolean()),
          intValue: z.optional(wholeNumber),
          doubleValue: z.optional(z.number()),
        }),
      }),
    )
    .check(z.maxLength(64)),
);

const resource = z.optional(z.object({ attributes }));

const span = z.object({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: z.optional(z.union([hex(16), z.literal('')])),
  name,
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  status: z.optional(z.object({ code: z.optional(z.union([z.number(), z.string()])) })),
});

/** `ExportTraceServiceRequest`; at most 200 spans of a scope at once. */
export const exportTracesBody = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource,
        scopeSpans: z
          .array(z.object({ spans: z.array(span).check(z.maxLength(200)) }))
          .check(z.maxLength(16)),
      }),
    )
    .check(z.minLength(1), z.maxLength(16)),
});

const points = z.object({
  dataPoints: z
    .array(
      z.object({
        attributes,
        asDouble: z.optional(z.number()),
        asInt: z.optional(wholeNumber),
      }),
    )
    .check(z.maxLength(100)),
});

/** `ExportMetricsServiceRequest` with sums and gauges; other kinds are not kept. */
export const exportMetricsBody = z.object({
  resourceMetrics: z
    .array(
      z.object({
        resource,
        scopeMetrics: z
          .array(
            z.object({
              metrics: z
                .array(z.object({ name, sum: z.optional(points), gauge: z.optional(points) }))
                .check(z.maxLength(100)),
            }),
          )
          .check(z.maxLength(16)),
      }),
    )
    .check(z.minLength(1), z.maxLength(16)),
});

export type ExportTracesBody = z.output<typeof exportTracesBody>;
export type ExportMetricsBody = z.output<typeof exportMetricsBody>;
export type OtlpAttributes = z.output<typeof attributes>;
export type OtlpResource = z.output<typeof resource>;
