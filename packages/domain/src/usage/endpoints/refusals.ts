import type { RefusalPart } from "../../refusal/part.ts";

/** Refusals about endpoints. `endpoint` is the caller's own name of the endpoint. */
export const ENDPOINT_REFUSALS = {
  endpoint_not_found: {
    kind: "missing",
    meaning: "The organization has no endpoint of this name.",
    isTemporary: true,
    data: { endpoint: "text" },
  },
  endpoint_running: {
    kind: "conflict",
    meaning: "The endpoint is running, so it cannot be started.",
    isTemporary: true,
    data: { endpoint: "text" },
  },
  endpoint_stopped: {
    kind: "conflict",
    meaning: "The endpoint is stopped, so it cannot be scaled; `reason` says why it was stopped.",
    isTemporary: true,
    data: { endpoint: "text", reason: "text" },
  },
} as const satisfies RefusalPart;
