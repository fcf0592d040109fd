import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about usage events. `event` is the caller's own name of the event. */
export const USAGE_REFUSALS = {
  usage_event_not_found: {
    kind: "missing",
    meaning: "The source has reported no event of this name to correct, or the event was refused.",
    isTemporary: true,
    data: { source: "text", event: "text" },
  },
  event_ahead_of_time: {
    kind: "unprocessable",
    meaning: "The time of the event is later than the present time and the clock tolerance of 5 seconds.",
    isTemporary: true,
    data: { event: "text", eventAt: "instant", at: "instant" },
  },
  not_metered_by_events: {
    kind: "unprocessable",
    meaning: "The resource is metered by the hour, as jobs or endpoints, and not by events.",
    data: { resource: "text", unit: "text" },
  },
  correction_differs: {
    kind: "conflict",
    meaning: "The correction names another resource, project or member than the event; `field` says which.",
    data: { event: "text", field: "text" },
  },
} as const satisfies RefusalPart;
