import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { Counter, Histogram, type Registry } from "prom-client";
import { errorData } from "../../trpc/error-data.ts";
import type { CallMeter } from "../../trpc/request.ts";

type Outcome = "answered" | "refused" | "unavailable" | "failed";

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** Adds the metrics of calls. Labels are procedures, outcomes and codes, and so are few. */
export function callMetrics(registry: Registry): CallMeter {
  const registers = [registry];
  const calls = new Counter({
    name: "scrip_api_calls_total",
    help: "Calls, by procedure and outcome.",
    labelNames: ["procedure", "outcome"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "scrip_api_call_seconds",
    help: "The duration of calls, by procedure.",
    labelNames: ["procedure"] as const,
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: "scrip_refusals_total",
    help: "Calls that were not answered, by the code of their error.",
    labelNames: ["code"] as const,
    registers,
  });
  return {
    called: (procedure, error, tookMs) => {
      calls.inc({ procedure, outcome: outcomeOf(error) });
      durations.observe({ procedure }, tookMs / 1000);
      if (error !== null) refusals.inc({ code: errorData(error, null).code });
    },
  };
}

function outcomeOf(error: TRPCError | null): Outcome {
  if (error === null) return "answered";
  const status = getHTTPStatusCodeFromError(error);
  if (status === 503) return "unavailable";
  return status < 500 ? "refused" : "failed";
}
