import { appendPlatformAudit } from "@scrip/db/access";
import { endPause, lockCharging, writePause } from "@scrip/db/billing";
import { inPlatform, type PlatformSource, type PlatformTx } from "@scrip/db/connection";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Deps } from "../deps.ts";
import { auditActor, type OperatorCaller, requireOperator } from "./operator-caller.ts";

type By = Pick<AuditRecord, "actor" | "from">;

const BY_COMMAND_LINE: By = { actor: { type: "system", id: null }, from: null };

/**
 * Pauses charging for the whole platform, or resumes it. While it is paused no payment is started; payments that were
 * started before are looked up and booked. Safe to repeat.
 * @param reason stands in the audit log and on the operators' pages
 * @throws RefusedError `operators_only`
 * @source docs/rules.md#pause-of-charging
 */
export function setPause(
  { homes }: Pick<Deps, "homes">,
  operator: OperatorCaller,
  { isPaused, reason }: { readonly isPaused: boolean; readonly reason: string },
): Promise<void> {
  const by = { actor: auditActor(operator), from: operator.from };
  return inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    await set(tx, by, { isPaused, reason });
  });
}

/** Pauses or resumes charging as the database's owner, on the command line. */
export function setPauseAsOwner(
  owner: PlatformSource,
  wanted: { readonly isPaused: boolean; readonly reason: string },
): Promise<void> {
  return inPlatform(owner, (tx) => set(tx, BY_COMMAND_LINE, wanted));
}

async function set(
  tx: PlatformTx,
  by: By,
  { isPaused, reason }: { readonly isPaused: boolean; readonly reason: string },
): Promise<void> {
  const before = await lockCharging(tx);
  if ((before.pauseWhy !== null) === isPaused) return;
  if (isPaused) await writePause(tx, reason, by.actor.id);
  else await endPause(tx);
  const action = isPaused ? "charging.paused" : "charging.resumed";
  await appendPlatformAudit(tx, { ...by, action, outcome: "done", reason });
}
