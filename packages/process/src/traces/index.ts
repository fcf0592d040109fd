import type { Log } from "../log.ts";
import type { Traces } from "./tracer.ts";

export type { BegunSpan, Traces } from "./tracer.ts";

/** The variables of tracing, as they were read. */
export interface TraceEnv {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_SERVICE_NAME?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

/**
 * Opens tracing by OpenTelemetry if an endpoint is configured. Otherwise it loads nothing, and nothing is paid.
 * @param process names the process: `api`, `worker`
 * @returns `null` if tracing is off
 */
export async function openTraces(env: TraceEnv, process: string, log: Log): Promise<Traces | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: service, OTEL_TRACES_SAMPLER_ARG: share } = env;
  if (endpoint === undefined) return null;
  const { openTracer } = await import("./open-tracer.ts");
  log.info({ share }, "traces are exported");
  return openTracer({ endpoint, service: service ?? `scrip-${process}`, share });
}
