import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about test clocks, by which due work runs early. */
export const DUE_REFUSALS = {
  test_clock_refused: {
    kind: "forbidden",
    meaning: "Test clocks are not allowed in production.",
    data: {},
  },
  clock_after_entries: {
    kind: "conflict",
    meaning: "The organization has entries, so its clock can no longer be changed.",
    data: {},
  },
  not_on_test_clock: {
    kind: "conflict",
    meaning: "The organization follows the real time and has no test clock to advance.",
    data: {},
  },
} as const satisfies RefusalPart;
