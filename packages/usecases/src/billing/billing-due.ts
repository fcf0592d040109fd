import { InvariantError } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import type { DueKind } from "@scrip/domain/due";
import type { DueInSteps } from "../due/due-handler.ts";
import { ASKS } from "./asks.ts";
import { resolveAttempt } from "./attempts/resolve-attempt.ts";

/** FOUNDATION: each area puts its handler in place of this one. */
const notBuilt: DueInSteps = {
  steps: (_, { kind }: DueWork) => {
    throw new InvariantError(`${kind} has no handler`);
  },
};

/** The handlers of due work of payments and their documents. */
export const BILLING_DUE = {
  resolve_attempt: { steps: (deps, work) => resolveAttempt(deps, work, ASKS) },
  sync_subscription: notBuilt,
  start_topup: notBuilt,
  refresh_account: notBuilt,
  issue_document: notBuilt,
  issue_statement: notBuilt,
} satisfies Partial<Record<DueKind, DueInSteps>>;
