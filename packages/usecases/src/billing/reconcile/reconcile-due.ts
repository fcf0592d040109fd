import { endRestore, readCharging, serversOf } from "@scrip/db/billing";
import { inPlatform } from "@scrip/db/connection";
import { reconcileSince } from "@scrip/domain/billing/reconciliation";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { type ReconcileReport, reconcile } from "./reconcile.ts";

/**
 * Reconciles what is due: the last days, or after a restore everything since the last instant that the database knows.
 * When the run after a restore has ended, charging is on again, unless an operator paused it.
 * @returns whether it ran to the end
 * @throws GatewayError, RefusedError as `reconcile`
 * @source docs/rules.md#restores
 */
export async function reconcileDue(deps: AttemptDeps, now: number, report: ReconcileReport = {}): Promise<boolean> {
  const { platform } = deps.homes;
  const { restoredSince, restoredFrom } = await readCharging(platform);
  const since = reconcileSince(now, restoredFrom?.getTime() ?? null);
  const isDone = await reconcile(deps, { why: restoredSince === null ? "regular" : "restore", since }, report);
  if (!isDone || restoredSince === null) return isDone;
  const servers = await serversOf(deps.homes);
  await inPlatform(platform, (tx) => endRestore(tx, restoredSince.getTime(), servers));
  return true;
}
