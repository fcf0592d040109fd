import type { DueWork } from "@scrip/db/due";
import type { PrintDocument } from "@scrip/documents/printed";
import type { DueKind } from "@scrip/domain/due";
import { ASKS } from "./asks.ts";
import type { AttemptDeps } from "./attempts/attempt-deps.ts";
import { resolveAttempt } from "./attempts/resolve-attempt.ts";
import { issueDocument } from "./documents/issue-document.ts";
import { issueStatements } from "./documents/issue-statements.ts";
import { refreshAccount } from "./methods/refresh-account.ts";
import { syncSubscription } from "./plans/sync-subscription.ts";
import { startTopUp } from "./top-up/start-top-up.ts";

/** The dependencies of due work of payments: those of payments, and the origin for links in mails. */
interface BillingDueDeps extends AttemptDeps {
  readonly origin?: string | null | undefined;
  /** Makes the files of documents. */
  readonly print?: PrintDocument | undefined;
}

/** Runs one kind of due work of payments, in transactions of its own. Safe to repeat, also at once. */
interface BillingDueHandler {
  steps(deps: BillingDueDeps, work: DueWork): Promise<void>;
}

/** The handlers of due work of payments and their documents. */
export const BILLING_DUE = {
  resolve_attempt: { steps: (deps, work) => resolveAttempt(deps, work, ASKS) },
  start_topup: { steps: startTopUp },
  refresh_account: { steps: refreshAccount },
  sync_subscription: { steps: syncSubscription },
  issue_document: { steps: issueDocument },
  issue_statement: { steps: issueStatements },
} satisfies Partial<Record<DueKind, BillingDueHandler>>;
