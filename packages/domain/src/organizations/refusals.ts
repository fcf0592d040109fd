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
    meaning: "The person, or the owner of the platform key, has an organization of this name already.",
    data: { name: "text" },
  },
  too_many_organizations: {
    kind: "conflict",
    meaning: "The person has created as many organizations as one person may.",
    data: { limit: "count" },
  },
  organization_closed: {
    kind: "conflict",
    meaning: "The organization is closed: its owner can still read it, and nobody can change it.",
    data: { organization: "org_id" },
  },
  organization_owes: {
    kind: "conflict",
    meaning: "The organization has debts, so it cannot be closed.",
    data: { owed: "amount" },
  },
  organization_runs_work: {
    kind: "conflict",
    meaning:
      "The organization has jobs that run or are paused, endpoints that run, or open holds, so it cannot be closed.",
    data: { jobs: "count", holds: "count", endpoints: "count", reserved: "amount" },
  },
} as const satisfies RefusalPart;
