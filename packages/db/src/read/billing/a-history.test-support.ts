import { usd } from "@scrip/domain/money";
import type { Homes } from "../../connection/home-source.ts";
import { advanceClock } from "../../due/advance-clock.test-support.ts";
import { Account } from "../../ledger/an-account.test-support.ts";
import type { Ledger } from "../../ledger/ledger.ts";

const HOUR = 3_600_000;

/** The first instants of the months of a history. */
export const JANUARY: number = Date.UTC(2026, 0);
export const FEBRUARY: number = Date.UTC(2026, 1);
export const MARCH: number = Date.UTC(2026, 2);

const WORK = { work: "training", mode: "epochs", unitsMilli: 1000, estimateMs: null } as const;

/** January and February 2026 with every kind of entry, and a charge in March. */
export async function aHistory(homes: Homes, ledger: Ledger): Promise<Account> {
  const account = await Account.open(homes, ledger, JANUARY);
  const to = (at: number) => advanceClock(ledger, account.orgId, at);
  await account.grant("50");
  await account.grant("7.5", { grantKind: "promotional", source: "code", expiresAt: JANUARY + 40 * 24 * HOUR });
  await account.grant("3", { grantKind: "promotional", source: "signup", expiresAt: JANUARY + 24 * HOUR });
  await to(JANUARY + 25 * HOUR);
  // The report of this job arrives after the silence of January, in February.
  await to(FEBRUARY - 10 * HOUR);
  const job = { ...WORK, ref: "silent", resource: "gpu.h100-80gb", project: "vision", member: "ana" };
  await account.run("startJob", { ...job, next: { untilMs: HOUR } });
  await to(FEBRUARY + HOUR);
  await account.run("settleEpoch", { ref: "silent", quantityMs: 2 * HOUR, next: null });
  await account.run("startJob", { ...job, ref: "timely", resource: "gpu.l40s", next: { untilMs: HOUR } });
  await to(FEBRUARY + 2 * HOUR);
  await account.run("settleEpoch", { ref: "timely", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
  const { hold } = await account.run("placeHold", { amount: usd("1.000003"), ttlMs: null });
  await account.run("settleHold", { holdId: hold, amount: usd("0.4"), close: false, resource: "gpu.l40s" });
  await account.run("releaseHold", { holdId: hold, amount: usd("0.1") });
  await account.run("voidHold", { holdId: hold });
  const labels = { resource: null, project: "speech", member: null };
  const { charge } = await account.run("charge", { amount: usd("90.000001"), onShortfall: "owe", ...labels });
  const { grant } = await account.grant("60");
  await account.run("refundCharge", { chargeId: charge, amount: usd("2.5") });
  await account.run("revokeGrant", { grantId: grant, amount: usd("55") });
  await account.run("reinstateGrant", { grantId: grant, amount: usd("20.25") });
  await account.run("forgiveDebt", { debtId: charge, amount: usd("1") }).catch(() => undefined);
  await account.grant("100", { source: "auto_topup" });
  await to(MARCH + HOUR);
  await account.charge("0.000001");
  return account;
}
