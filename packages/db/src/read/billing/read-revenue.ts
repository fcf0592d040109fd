import { saleFromJson } from "@scrip/domain/billing/documents";
import {
  addStatement,
  type CreditRevenue,
  NO_CREDIT,
  type PaymentSums,
  type PlanPayment,
} from "@scrip/domain/billing/revenue";
import { type MonthSpan, makeStatement } from "@scrip/domain/billing/statement";
import type { Pool } from "pg";
import type { Query } from "../../connection/query.ts";
import { balanceAfter } from "./balance-after.ts";
import { readBooked } from "./booked.ts";

/** What happened in a month in all organizations that follow the real time. */
export interface RevenueRead {
  /** The organizations that had entries before the end of the month. */
  readonly organizations: number;
  /** Organizations on test clocks, which are left out. */
  readonly onTestClocks: number;
  readonly credit: CreditRevenue;
  readonly plans: readonly PlanPayment[];
  /** Payments that gave credit in the month, and payments for plans. */
  readonly purchases: PaymentSums;
  readonly subscriptions: PaymentSums;
  /** Refunds that ended in the month. */
  readonly refunds: PaymentSums;
}

/** Organizations that one statement finds. */
const PAGE = 500;

const NONE: PaymentSums = { count: 0, net: 0n, tax: 0n, gross: 0n };

/**
 * Adds up the month of every organization, one after another, so that memory does not grow with their number. Entries
 * never change, so the sums are right although each organization is read at another moment.
 * @param verify the pool of the role that reads all organizations and writes nothing
 */
export async function readRevenue(verify: Pool, span: MonthSpan): Promise<RevenueRead> {
  const query: Query = async ({ text, values }) => (await verify.query(text, [...values])).rows;
  const instants = [span.from, span.until].map((at) => new Date(at).toISOString());
  let credit = NO_CREDIT;
  let organizations = 0;
  let purchases = NONE;
  let subscriptions = NONE;
  let refunds = NONE;
  const plans: PlanPayment[] = [];
  for (let after: string | null = null; ; ) {
    const page = await query({ text: ORGANIZATIONS, values: [after, ...instants, PAGE] });
    for (const { org_id, above, up_to } of page) {
      const orgId = String(org_id);
      const range = { above: Number(above), upTo: Number(up_to) };
      organizations += range.upTo > 0 ? 1 : 0;
      const opening = await balanceAfter(query, orgId, range.above);
      credit = addStatement(credit, makeStatement(opening, await readBooked(query, orgId, range, null)));
      const [paid] = await query({ text: PAYMENTS, values: [orgId, range.above, range.upTo, ...instants] });
      purchases = plus(purchases, paid?.purchases);
      subscriptions = plus(subscriptions, paid?.subscriptions);
      refunds = plus(refunds, paid?.refunds);
      for (const row of await query({ text: PLANS, values: [orgId, ...instants] })) plans.push(...planPayments(row));
    }
    after = page.length < PAGE ? null : String(page.at(-1)?.org_id);
    if (after === null) break;
  }
  const [clocks] = await query({ text: ON_TEST_CLOCKS, values: [] });
  const onTestClocks = Number(clocks?.count);
  return { organizations, onTestClocks, credit, plans, purchases, subscriptions, refunds };
}

function plus(sum: PaymentSums, json: unknown): PaymentSums {
  const { count, net, tax, gross } = json as Record<"net" | "tax" | "gross", string> & { count: number };
  return {
    count: sum.count + count,
    net: sum.net + BigInt(net),
    tax: sum.tax + BigInt(tax),
    gross: sum.gross + BigInt(gross),
  };
}

function planPayments({ paid_at, sale }: Record<string, unknown>): PlanPayment[] {
  return saleFromJson(sale as object).lines.flatMap((line) =>
    line.of === "plan" ? [{ paidAt: Number(paid_at), from: line.from, until: line.until, net: line.net }] : [],
  );
}

const ORGANIZATIONS = `
  SELECT o.org_id, entries_before(o.org_id, $2) AS above, entries_before(o.org_id, $3) AS up_to
    FROM organizations o WHERE o.clock_at IS NULL AND o.seq > 0 AND ($1::uuid IS NULL OR o.org_id > $1)
    ORDER BY o.org_id LIMIT $4`;

const ON_TEST_CLOCKS = "SELECT count(*)::int AS count FROM organizations WHERE clock_at IS NOT NULL";

/** @param row the alias of a payment or a refund */
const sumsOf = (row: string): string => `json_build_object('count', count(*), 'net', coalesce(sum(${row}.net), 0)::text,
      'tax', coalesce(sum(${row}.tax), 0)::text, 'gross', coalesce(sum(${row}.gross), 0)::text)`;

/** A purchase belongs to the month of the entry of its grant, so that it ties to the credit. */
const PAYMENTS = `
  SELECT (SELECT ${sumsOf("a")} FROM payment_attempts a JOIN entries e
        ON e.org_id = a.org_id AND e.cause_id = a.grant_id AND e.cause_type = 'grant' AND e.leg = 1
      WHERE a.org_id = $1 AND a.grant_id IS NOT NULL AND e.seq > $2 AND e.seq <= $3) AS purchases,
    (SELECT ${sumsOf("a")} FROM payment_attempts a
      WHERE a.org_id = $1 AND a.purpose = 'subscription' AND a.state = 'succeeded' AND a.ended_at >= $4 AND a.ended_at < $5
      ) AS subscriptions,
    (SELECT ${sumsOf("r")} FROM payment_refunds r
      WHERE r.org_id = $1 AND r.state = 'succeeded' AND r.ended_at >= $4 AND r.ended_at < $5) AS refunds`;

/** Payments for periods that the month is a part of, or that were paid in it. */
const PLANS = `
  SELECT instant_ms(a.ended_at) AS paid_at, a.sale FROM payment_attempts a
    WHERE a.org_id = $1 AND a.purpose = 'subscription' AND a.state = 'succeeded' AND a.ended_at < $3
      AND a.ended_at >= $2::timestamptz - interval '400 days'`;
