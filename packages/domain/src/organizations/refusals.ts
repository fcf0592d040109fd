import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about the organization that a request names. */
export const ORGANIZATION_REFUSALS = {
  organization_required: {
    kind: "invalid",
    meaning: "The caller may act for several organizations, and the request names none of them.",
    data: {},
  },
  organization_not_found: {
    kind: "missing",
    meaning: "The organization does not exist, or the caller may not see it.",
    data: { organization: "org_id" },
  },
  name_taken: {
    kind: "conflict",
    meaning: "The owner of the platform key has an organization of this name already.",
    data: { name: "text" },
  },
} as const satisfies RefusalPart;
