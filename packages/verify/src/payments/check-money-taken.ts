import { type Check, nothing } from "../check.ts";
import type { Report } from "../finding.ts";
import type { AttemptRow, PaymentRows } from "../payment-rows.ts";
import type { PeriodRow } from "../plan-rows.ts";
import { monthStart } from "../plans/month-start.ts";
import type { EntryRow, GrantRow, Snapshot } from "../rows.ts";
import { rowOf } from "./check-attempts.ts";
import { type Standing, standingOf } from "./standing.ts";

type Wanted = ReadonlyMap<string, bigint>;

/**
 * L23: what is taken back of the grants of each payment is what refunds that succeeded or are on their way, and disputes
 * that are open or lost, take of it. For a purchase this is their net sum and the same share of the bonus; for a plan the
 * newest grants of the period that were there, and no grant comes later while the payment is taken back as a whole. The
 * entries that the platform made by itself took exactly this. A check that begins after the first entry compares only the
 * sums of purchases.
 */
export function checkMoneyTaken(snapshot: Snapshot, isWhole: boolean, report: Report): Check {
  const walk = new Walk(snapshot, report);
  return isWhole
    ? { entry: (entry) => walk.entry(entry), end: () => walk.end(true) }
    : { entry: nothing, end: () => walk.end(false) };
}

class Walk {
  private readonly snapshot: Snapshot;
  private readonly report: Report;
  /** What entries of the platform itself took back of each grant. */
  private readonly taken = new Map<string, bigint>();
  /** The grants of which anybody else took something back, or reinstated it. */
  private readonly byOthers = new Set<string>();
  private readonly issuedAt = new Map<string, number>();

  constructor(snapshot: Snapshot, report: Report) {
    this.snapshot = snapshot;
    this.report = report;
  }

  entry({ kind, causeId, at, asked, actorType }: EntryRow): void {
    if (kind === "grant_issued") this.issuedAt.set(causeId, at);
    if (asked === null || (kind !== "grant_revoked" && kind !== "grant_reinstated")) return;
    if (actorType !== "system") this.byOthers.add(causeId);
    else this.taken.set(causeId, (this.taken.get(causeId) ?? 0n) + (kind === "grant_revoked" ? asked : -asked));
  }

  end(isWhole: boolean): void {
    const { payments } = this.snapshot;
    const takings = this.takings();
    for (const attempt of payments.attempts) {
      const standing = standingOf(attempt, payments);
      if (attempt.state !== "succeeded") {
        if (standing.parts.length > 0)
          this.report("L23", rowOf(attempt), `it is ${attempt.state}, and has refunds or disputes`);
      } else if (isWhole || attempt.purpose !== "subscription") this.compare(attempt, standing, takings);
    }
    this.checkRows(payments);
    if (!isWhole) return;
    const ofPayments = this.snapshot.grants.filter(({ businessKey }) => businessKey.startsWith("stripe:"));
    for (const grantId of new Set([...takings.keys(), ...ofPayments.map(({ id }) => id)])) {
      const found = this.taken.get(grantId) ?? 0n;
      const noted = takings.get(grantId)?.amount ?? 0n;
      if (found !== noted)
        this.report("L23", [`grant ${grantId}`], `payments took ${noted} of it back; its entries took ${found}`);
    }
  }

  private takings() {
    const takings = new Map<string, { readonly attemptId: string; readonly amount: bigint }>();
    for (const { grantId, ...taking } of this.snapshot.payments.takings) {
      if (takings.has(grantId)) this.report("L23", [`grant ${grantId}`], "what was taken of it back has two rows");
      takings.set(grantId, taking);
    }
    return takings;
  }

  private compare(
    attempt: AttemptRow,
    standing: Standing,
    takings: ReadonlyMap<string, { readonly attemptId: string; readonly amount: bigint }>,
  ): void {
    const wanted =
      attempt.purpose === "subscription" ? this.ofPlan(attempt, standing) : this.ofPurchase(attempt, standing);
    const own = [...takings].filter(([, { attemptId }]) => attemptId === attempt.id);
    for (const grantId of new Set([...wanted.keys(), ...own.map(([id]) => id)])) {
      const due = wanted.get(grantId) ?? 0n;
      const taking = takings.get(grantId);
      const found = taking?.attemptId === attempt.id ? taking.amount : 0n;
      // What an operator took of it before is not there to be taken.
      if (found === due || (found < due && this.byOthers.has(grantId))) continue;
      const message = `${found} of it is taken back; refunds and disputes of the payment take ${due}`;
      this.report("L23", [...rowOf(attempt), `grant ${grantId}`], message);
    }
  }

  private ofPurchase({ payment, net }: AttemptRow, { parts }: Standing): Wanted {
    const sum = parts.reduce((total, part) => total + part.net, 0n);
    const wanted = new Map<string, bigint>();
    for (const { id, businessKey, amount } of this.snapshot.grants) {
      if (businessKey === `stripe:${payment}`) wanted.set(id, least(sum, amount));
      if (businessKey === `stripe:${payment}:bonus` && net > 0n) wanted.set(id, (amount * sum) / net);
    }
    return wanted;
  }

  private ofPlan(attempt: AttemptRow, { parts, isWhole }: Standing): Wanted {
    const { plans } = this.snapshot;
    const period = plans.periods.find(({ payment }) => payment !== null && payment === attempt.payment);
    if (period === undefined) return new Map();
    this.checkHeld(attempt, period, isWhole);
    const grants = this.grantsOf(period).toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
    const wanted = new Map<string, bigint>();
    for (const part of parts) {
      let left = part.net;
      for (const { id, amount, at } of grants) {
        const before = wanted.get(id) ?? 0n;
        // The gateway's times are in whole seconds.
        if (Math.floor(at / 1_000) > Math.floor(part.at / 1_000) || left === 0n || before === amount) continue;
        const taken = least(left, amount - before);
        wanted.set(id, before + taken);
        left -= taken;
      }
    }
    return wanted;
  }

  /** The last period of a subscription that has not ended gives no credit while its payment is taken back as a whole. */
  private checkHeld(attempt: AttemptRow, { subscriptionId, month, heldFrom }: PeriodRow, isWhole: boolean): void {
    const { subscriptions, periods } = this.snapshot.plans;
    const isOpen = subscriptions.some(({ id, endedAt }) => id === subscriptionId && endedAt === null);
    const isLast = !periods.some((other) => other.subscriptionId === subscriptionId && other.month > month);
    if (isOpen && isLast && isWhole !== (heldFrom !== null))
      this.report(
        "L23",
        [...rowOf(attempt), `period ${month} of subscription ${subscriptionId}`],
        `its payment ${isWhole ? "is" : "is not"} taken back as a whole, and its credit ${isWhole ? "still comes" : "is held back"}`,
      );
  }

  private grantsOf({ subscriptionId, month, months }: PeriodRow) {
    const { plans, grants } = this.snapshot;
    const anchor = plans.subscriptions.find(({ id }) => id === subscriptionId)?.anchor;
    if (anchor === undefined) return [];
    const keys = new Set(
      Array.from({ length: months }, (_, n) => {
        return `plan:${subscriptionId}:${new Date(monthStart(anchor, month + n)).toISOString()}`;
      }),
    );
    return grants.flatMap(({ id, businessKey, amount }: GrantRow) => {
      const at = this.issuedAt.get(id);
      return keys.has(businessKey) && at !== undefined ? [{ id, amount, at }] : [];
    });
  }

  /** Refunds and disputes have the attempts that they are about. */
  private checkRows({ attempts, refunds, disputes, takings }: PaymentRows): void {
    const known = new Set(attempts.map(({ id }) => id));
    const names = new Set<string>();
    const about = [
      ...refunds.map((each) => ({ ...each, what: `refund ${each.id}`, name: each.gatewayId ?? each.id })),
      ...disputes.map((each) => ({ ...each, what: `dispute ${each.id}`, name: each.id })),
      ...takings.map((each) => ({ ...each, what: `taken back of grant ${each.grantId}`, name: each.grantId })),
    ];
    for (const { attemptId, what, name } of about) {
      if (!known.has(attemptId)) this.report("L28", [what], `the attempt ${attemptId} does not exist`);
      if (names.has(name)) this.report("L23", [what], `${name} has two rows`);
      names.add(name);
    }
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
