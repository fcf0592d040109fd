import { balanceAlert, balanceStateAfter } from "../../notices/balance-alert.ts";
import type { Answer, JobAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { missingCredit } from "../state/insufficient.ts";
import type { LedgerAlert } from "../state/ledger-alert.ts";

/**
 * Notes the events of which people are notified: the state of the balance changed, a job should pause, an endpoint should
 * stop. The states before are in the ledger, so each change is noted once. A command without an entry leaves the balance as
 * it was.
 * @source docs/rules.md#alerts
 */
export function watchAlerts(draft: Draft, answer: Answer): void {
  if (draft.entries.length > 0) watchBalance(draft);
  if (draft.job !== null && "decision" in answer) watchJob(draft, answer);
  if (draft.endpoint?.state === "stopped") watchEndpoint(draft);
}

function watchBalance(draft: Draft): void {
  const { balanceState: before, alertBelow } = draft.ledger;
  const spendable = draft.spendable();
  const after = balanceStateAfter(before, { spendable, owed: draft.owed }, alertBelow);
  if (after === before) return;
  draft.balanceState = after;
  const kind = balanceAlert(before, after);
  if (kind !== null) draft.alerts.push(balanceEvent(draft, kind));
}

function balanceEvent(draft: Draft, kind: "balance.low" | "balance.exhausted" | "balance.restored"): LedgerAlert {
  const available = draft.spendable();
  switch (kind) {
    case "balance.low":
      return { kind, available, threshold: draft.ledger.alertBelow ?? 0n };
    case "balance.exhausted":
      return { kind, available, owed: draft.owed };
    case "balance.restored":
      return { kind, available };
  }
}

/** Answers that a job gets because of its own state or its caller's wish are no news. */
const WISHES: ReadonlySet<string | null> = new Set([null, "asked", "paused", "silent"]);

function watchJob(
  draft: Draft,
  { decision, reason, missing }: Pick<JobAnswer, "decision" | "reason" | "missing">,
): void {
  const { job } = draft;
  if (job === null || decision === "continue" || WISHES.has(reason)) return;
  const wasRunning = draft.ledger.jobs.get(job.id)?.state === "running";
  if (!wasRunning || job.state !== "paused") return;
  const { id, ref, resource } = job;
  const lacks = BigInt(missing ?? "0");
  draft.alerts.push({ kind: "job.should_pause", id, job: ref, resource, reason: reason ?? "", missing: lacks });
}

function watchEndpoint(draft: Draft): void {
  const { endpoint } = draft;
  if (endpoint === null || endpoint.stopReason === null) return;
  const before = draft.ledger.meters?.endpoints.get(endpoint.id);
  if (before?.state !== "running") return;
  const { id, ref, resource, stopReason: reason } = endpoint;
  draft.alerts.push({
    kind: "endpoint.should_stop",
    id,
    endpoint: ref,
    resource,
    reason,
    missing: missingCredit(draft, 0n),
  });
}
