import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { BegunSpan, SpanTerms, Traces } from "./tracer.ts";

/** How spans are exported. */
export interface TracerOptions {
  /** The base address of a collector, such as `http://collector:4318`. */
  readonly endpoint: string;
  readonly service: string;
  /** The share of traces that are recorded, from 0 to 1. A caller that traces decides for its own. */
  readonly share: number;
}

/** Opens the SDK of OpenTelemetry, with an exporter by OTLP over HTTP. It registers nothing globally. */
export function openTracer({ endpoint, service, share }: TracerOptions): Traces {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("scrip");
  const contexts = new AsyncLocalStorageContextManager().enable();

  const begin = (terms: SpanTerms): BegunSpan => {
    const parent = parentOf(terms, contexts.active());
    const kind = terms.isServer ? SpanKind.SERVER : SpanKind.INTERNAL;
    const span = tracer.startSpan(terms.name, { kind, links: linksTo(terms.links ?? []) }, parent);
    const context = trace.setSpan(parent, span);
    return {
      traceId: span.spanContext().traceId,
      run: (work) => contexts.with(context, work),
      end: (error) => {
        for (const [name, value] of Object.entries(terms.attributes?.() ?? {}))
          if (value !== undefined) span.setAttribute(name, value);
        // The message of an error may hold values, so a span has its class only; the log has the rest.
        if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: nameOf(error) });
        span.end();
      },
    };
  };
  return {
    current: () => trace.getSpan(contexts.active()) ?? null,
    begin,
    inSpan: async (terms, work) => {
      const span = begin(terms);
      try {
        const result = await span.run(work);
        span.end();
        return result;
      } catch (error) {
        span.end(error);
        throw error;
      }
    },
    close: () => provider.shutdown(),
  };
}

function parentOf({ parent, traceparent }: SpanTerms, active: Context): Context {
  if (parent !== undefined) return parent === null ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent as Span);
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return active;
  const isSampled = (Number.parseInt(flags ?? "0", 16) & TraceFlags.SAMPLED) === TraceFlags.SAMPLED;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function linksTo(spans: readonly unknown[]): Link[] {
  return spans.map((span) => ({ context: (span as Span).spanContext() }));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
