import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about the published catalog of an organization. */
export const CATALOG_REFUSALS = {
  unknown_resource: {
    kind: "unprocessable",
    meaning: "The catalog has no such resource.",
    data: { resource: "text" },
  },
  not_sold_for_work: {
    kind: "unprocessable",
    meaning: "The catalog does not sell the resource for this kind of work.",
    data: { resource: "text", work: "text" },
  },
  work_without_jobs: {
    kind: "unprocessable",
    meaning: "This kind of work is metered as it is used, and not as jobs.",
    data: { work: "text" },
  },
} as const satisfies RefusalPart;
