import type { RefusalPart } from "../../refusal/part.ts";

/** Refusals about stored volumes. `volume` is the caller's own name of the volume. */
export const STORAGE_REFUSALS = {
  volume_of_other_resource: {
    kind: "conflict",
    meaning: "The volume is of another resource, and a volume keeps its resource.",
    data: { volume: "text", resource: "text" },
  },
  volume_not_found: {
    kind: "missing",
    meaning: "The organization has no volume of this name.",
    data: { volume: "text" },
  },
  size_ahead_of_time: {
    kind: "unprocessable",
    meaning: "The report is about a time to come, by more than the clock tolerance of 5 seconds.",
    isTemporary: true,
    data: { volume: "text", at: "instant", now: "instant" },
  },
  size_too_late: {
    kind: "unprocessable",
    meaning: "The report is about a time before the last calendar month (UTC), whose storage is closed.",
    data: { volume: "text", at: "instant", earliest: "instant" },
  },
} as const satisfies RefusalPart;
