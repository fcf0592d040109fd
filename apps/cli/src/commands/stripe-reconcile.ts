import { instantIn } from "@scrip/contract/wire/time";
import { FOUND, type Found, reconcileSince } from "@scrip/domain/billing/reconciliation";
import { formatUsd } from "@scrip/domain/money";
import type { AttemptDeps } from "@scrip/usecases/billing/attempts/attempt-deps";
import type { PaymentLine } from "@scrip/usecases/billing/reconcile/check-payment";
import { type Command, InvalidArgumentError } from "commander";
import type { Console } from "../console.ts";
import { withGateway } from "./with-gateway.ts";

interface ReconcileOptions {
  readonly since?: number;
  readonly dryRun?: true;
  readonly json?: true;
}

export function addStripeReconcile(stripe: Command, console: Console): void {
  stripe
    .command("reconcile")
    .summary("compare the payments that Stripe took with the books")
    .description(
      "Compares every payment that Stripe took with the books, books what is missing, and charges nothing.\n" +
        "After a restore, charging waits for this. Without --since it compares the last 3 days,\n" +
        "after a restore everything since 14 days before the restored state.\n" +
        "Exit code 1: an operator must look at a payment.",
    )
    .option("--since <instant>", "from when on, such as 2027-01-31T00:00:00Z", instant)
    .option("--dry-run", "say what it would book, and book nothing")
    .option("--json", "print one JSON object for each payment, and one with the counts")
    .action((options: ReconcileOptions) => reconcileNow(console, options));
}

async function reconcileNow(console: Console, options: ReconcileOptions): Promise<void> {
  const counts = new Map<Found, number>();
  const onLine = (line: PaymentLine): void => {
    counts.set(line.found, (counts.get(line.found) ?? 0) + 1);
    if (options.json) console.out(JSON.stringify(onWire(line)));
    else if (line.found !== "known") console.out(inWords(line));
  };
  await withGateway(console, (deps) => run(deps, options, onLine));
  const found = [...counts.keys()];
  if (found.some((each) => FOUND[each].needsLook)) console.exitWith(1);
  if (options.json)
    console.out(JSON.stringify({ dryRun: options.dryRun === true, counts: Object.fromEntries(counts) }));
  else console.note(summary(counts, options.dryRun === true));
}

async function run(
  deps: AttemptDeps,
  { since, dryRun }: ReconcileOptions,
  onLine: (line: PaymentLine) => void,
): Promise<void> {
  const { reconcile, reconcileDry } = await import("@scrip/usecases/billing/reconcile/reconcile");
  const { reconcileDue } = await import("@scrip/usecases/billing/reconcile/reconcile-due");
  const { readCharging } = await import("@scrip/db/billing");
  const now = Date.now();
  if (dryRun === true) {
    const { restoredFrom } = await readCharging(deps.homes.platform);
    const from = since ?? reconcileSince(now, restoredFrom?.getTime() ?? null);
    await reconcileDry(deps, { since: from }, onLine);
  } else if (since === undefined) await reconcileDue(deps, now, { onLine });
  else await reconcile(deps, { why: "command", since }, { onLine });
}

function onWire({ payment, found, orgId, attemptId }: PaymentLine) {
  return {
    payment: payment.id,
    found,
    org: orgId === null ? null : `org_${orgId}`,
    attempt: attemptId === null ? null : `attempt_${attemptId}`,
    gross: `${payment.gross}`,
    currency: payment.currency,
    paidAt: new Date(payment.paidAt).toISOString(),
  };
}

function inWords({ payment, found, orgId }: PaymentLine): string {
  const of = orgId === null ? "" : ` of org_${orgId}`;
  const paidAt = new Date(payment.paidAt).toISOString();
  return `${payment.id}, ${formatUsd(payment.gross)}${of} at ${paidAt}: it ${FOUND[found].meaning}.`;
}

function summary(counts: ReadonlyMap<Found, number>, isDry: boolean): string {
  const payments = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const booked = (counts.get("booked") ?? 0) + (counts.get("rebuilt") ?? 0);
  const open = [...counts].reduce((sum, [found, count]) => sum + (FOUND[found].needsLook ? count : 0), 0);
  return `${payments} payments were compared. ${booked} ${isDry ? "would be" : "were"} booked, and ${open} need an operator.`;
}

function instant(text: string): number {
  const read = instantIn.safeParse(text);
  if (read.success) return read.data;
  throw new InvalidArgumentError("It must be an instant with its zone, such as 2027-01-31T00:00:00Z.");
}
