import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import type { ReadJob } from "./typed-job.ts";

const REST_MS = 250;

/**
 * Asks what would happen, once the typing pauses. The last answer stays until the next one is there.
 * @param job `null` while a field is not usable
 */
export function useEstimate(resource: string | undefined, job: ReadJob | null) {
  const { id: org } = useOrg();
  const wanted = resource === undefined || job === null ? null : JSON.stringify({ resource, ...job });
  const rested = useRested(wanted);
  const terms = rested === null ? null : (JSON.parse(rested) as ReadJob & { readonly resource: string });
  const { data, error, refetch, isPlaceholderData } = useQuery(
    useTRPC().jobs.whatIf.queryOptions(
      { org, ...inputOf(terms) },
      { enabled: terms !== null, placeholderData: keepPreviousData, meta: { live: true } },
    ),
  );
  return { answer: data, error, refetch, isStale: isPlaceholderData || wanted !== rested };
}

function inputOf(terms: (ReadJob & { readonly resource: string }) | null) {
  if (terms === null) return { resource: "", estimateMs: 0 };
  const { resource, unitsMilli, estimateMs, epochMs } = terms;
  if (epochMs === null) return { resource, unitsMilli, estimateMs, mode: "timed" as const };
  return { resource, unitsMilli, estimateMs, epochMs };
}

/** A value after it has not changed for a moment; the first value at once. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (rested === null) {
      setRested(value);
      return undefined;
    }
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
