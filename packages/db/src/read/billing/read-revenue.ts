import { saleFromJson } from "@scrip/domain/billing/documents";
import {
  addStatement,
  type CreditRevenue,
  NO_CREDIT,
  type PaymentSums,
  type PlanPayment,
} from "@scrip/domain/billing/revenue";
import { type MonthSpan, makeStatement } from "@scrip/domain/billing/statement";
import { creditNoteTax } from "@scrip/domain/billing/tax";
import type { Micros } from "@scrip/domain/money";
import type { Query } from "../../connection/query.ts";
import { needed, type VerifyCell, type VerifyCells } from "../../connection/verify-cells.ts";
import { balancesAfter } from "./balance-after.ts";
import { type EntryRange, readBookedOfAll } from "./booked.ts";

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

/** So often the cells are read, if organizations move between them meanwhile. */
const MOST_ROUNDS = 4;

/**
 * Adds up the month of every organization, a page of them at a time, so that memory does not grow with their entries.
 * Entries never change, so the sums are right although each page is read at another moment. An organization that moves
 * from cell to cell meanwhile counts once.
 * @param verify the pools of the role that reads all organizations and writes nothing
 * @throws TransientError if a cell does not answer
 */
export async function readRevenue(verify: VerifyCells, span: MonthSpan): Promise<RevenueRead> {
  const sums = new RevenueSums(span);
  const isOne = verify.cells.length === 1;
  for (let round = 1; round <= (isOne ? 1 : MOST_ROUNDS); round += 1) {
    const before = sums.counted.size;
    for (const cell of verify.cells) await needed(cell, () => sums.add(cell, { isOne }));
    if (sums.counted.size === before) break;
  }
  let onTestClocks = 0;
  for (const cell of verify.cells)
    onTestClocks += await needed(cell, async () => {
      const { rows } = await cell.pool.query<{ count: number }>(ON_TEST_CLOCKS);
      return rows[0]?.count ?? 0;
    });
  return sums.result(onTestClocks);
}

/** The sums of a month while they are added up. */
class RevenueSums {
  /** The organizations that are added up already; empty if there is one cell, which has each of them once. */
  readonly counted = new Set<string>();
  readonly #instants: readonly string[];
  #credit = NO_CREDIT;
  #organizations = 0;
  #purchases = NONE;
  #subscriptions = NONE;
  #refunds = NONE;
  readonly #plans: PlanPayment[] = [];

  constructor(span: MonthSpan) {
    this.#instants = [span.from, span.until].map((at) => new Date(at).toISOString());
  }

  /** Adds the organizations of a cell that are not added up yet. */
  async add({ pool }: VerifyCell, { isOne }: { readonly isOne: boolean }): Promise<void> {
    const query: Query = async ({ text, values }) => (await pool.query(text, [...values])).rows;
    for (let after: string | null = null; ; ) {
      const page = await query({ text: ORGANIZATIONS, values: [after, ...this.#instants, PAGE] });
      const ranges = new Map(page.map(rangeOf).filter(([orgId]) => !this.counted.has(orgId)));
      if (ranges.size > 0) await this.#addPage(query, ranges);
      if (!isOne) for (const orgId of ranges.keys()) this.counted.add(orgId);
      if (page.length < PAGE) return;
      after = String(page.at(-1)?.org_id);
    }
  }

  async #addPage(query: Query, ranges: ReadonlyMap<string, EntryRange>): Promise<void> {
    const all = [...ranges.values()];
    const opening = await balancesAfter(query, new Map([...ranges].map(([orgId, { above }]) => [orgId, above])));
    const statement = makeStatement(opening, await readBookedOfAll(query, ranges));
    const orgIds = [...ranges.keys()];
    const numbers = [all.map(({ above }) => above), all.map(({ upTo }) => upTo)];
    const [paid] = await query({ text: PAYMENTS, values: [orgIds, ...numbers, ...this.#instants] });
    const plans = (await query({ text: PLANS, values: [orgIds, ...this.#instants] })).flatMap(planPayments);
    this.#organizations += all.filter(({ upTo }) => upTo > 0).length;
    this.#credit = addStatement(this.#credit, statement);
    this.#purchases = plus(this.#purchases, paid?.purchases);
    this.#subscriptions = plus(this.#subscriptions, paid?.subscriptions);
    this.#refunds = plus(this.#refunds, paid?.refunds);
    for (const plan of plans) this.#plans.push(plan);
  }

  result(onTestClocks: number): RevenueRead {
    const sums = { purchases: this.#purchases, subscriptions: this.#subscriptions, refunds: this.#refunds };
    return { organizations: this.#organizations, onTestClocks, credit: this.#credit, plans: this.#plans, ...sums };
  }
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

function rangeOf({ org_id, above, up_to }: Record<string, unknown>): [string, EntryRange] {
  return [String(org_id), { above: Number(above), upTo: Number(up_to) }];
}

/** A sale of a plan has one line, of which everything is taken back. */
function planPayments({ paid_at, sale, taken, tax, gross }: Record<string, unknown>): PlanPayment[] {
  const paid = { tax: BigInt(String(tax)), gross: BigInt(String(gross)) };
  const takenBack = (taken as Taken[]).map((each) => ({ at: each.at, net: netOf(each, paid) }));
  return saleFromJson(sale as object).lines.flatMap((line) =>
    line.of === "plan"
      ? [{ paidAt: Number(paid_at), from: line.from, until: line.until, net: line.net, takenBack }]
      : [],
  );
}

/** A refund, with its net sum, or a dispute that was lost. Digits of micro-USD. */
interface Taken {
  readonly at: number;
  readonly gross: string;
  readonly net: string | null;
}

function netOf({ gross, net }: Taken, paid: { readonly tax: Micros; readonly gross: Micros }): Micros {
  if (net !== null) return BigInt(net);
  return BigInt(gross) - creditNoteTax(paid, { gross: 0n, tax: 0n }, BigInt(gross));
}

const ORGANIZATIONS = `
  SELECT o.org_id, entries_before(o.org_id, $2) AS above, entries_before(o.org_id, $3) AS up_to
    FROM organizations o
    WHERE o.clock_at IS NULL AND o.seq > 0 AND o.moved_to IS NULL AND ($1::uuid IS NULL OR o.org_id > $1)
    ORDER BY o.org_id LIMIT $4`;

const ON_TEST_CLOCKS =
  "SELECT count(*)::int AS count FROM organizations WHERE clock_at IS NOT NULL AND moved_to IS NULL";

/** @param row the alias of a payment or a refund */
const sumsOf = (row: string): string => `json_build_object('count', count(*), 'net', coalesce(sum(${row}.net), 0)::text,
      'tax', coalesce(sum(${row}.tax), 0)::text, 'gross', coalesce(sum(${row}.gross), 0)::text)`;

/** A purchase belongs to the month of the entry of its grant, so that it ties to the credit. */
const PAYMENTS = `
  WITH o AS MATERIALIZED (
    SELECT org_id, above, up_to FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS t (org_id, above, up_to)
  )
  SELECT (SELECT ${sumsOf("a")} FROM o JOIN payment_attempts a USING (org_id) JOIN entries e
        ON e.org_id = a.org_id AND e.cause_id = a.grant_id AND e.cause_type = 'grant' AND e.leg = 1
      WHERE a.grant_id IS NOT NULL AND e.seq > o.above AND e.seq <= o.up_to) AS purchases,
    (SELECT ${sumsOf("a")} FROM o JOIN payment_attempts a USING (org_id)
      WHERE a.purpose = 'subscription' AND a.state = 'succeeded' AND a.ended_at >= $4 AND a.ended_at < $5
      ) AS subscriptions,
    (SELECT ${sumsOf("r")} FROM o JOIN payment_refunds r USING (org_id)
      WHERE r.state = 'succeeded' AND r.ended_at >= $4 AND r.ended_at < $5) AS refunds`;

/** Payments for periods that the month is a part of, or that were paid in it. */
const PLANS = `
  SELECT instant_ms(a.ended_at) AS paid_at, a.sale, a.tax::text AS tax, a.gross::text AS gross, (
      SELECT coalesce(json_agg(json_build_object('at', t.at, 'gross', t.gross::text, 'net', t.net::text) ORDER BY t.at), '[]')
        FROM (
          SELECT instant_ms(r.ended_at) AS at, r.gross, r.net FROM payment_refunds r
            WHERE r.org_id = a.org_id AND r.attempt_id = a.id AND r.state = 'succeeded' AND r.ended_at < $3
          UNION ALL
          SELECT instant_ms(d.closed_at), d.gross, NULL FROM payment_disputes d
            WHERE d.org_id = a.org_id AND d.attempt_id = a.id AND d.state = 'lost' AND d.closed_at < $3) t) AS taken
    FROM payment_attempts a
    WHERE a.org_id = ANY ($1::uuid[]) AND a.purpose = 'subscription' AND a.state = 'succeeded' AND a.ended_at < $3
      AND a.ended_at >= $2::timestamptz - interval '400 days'`;
