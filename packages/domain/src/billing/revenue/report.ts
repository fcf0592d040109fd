import type { GrantSource } from "../../ledger/state/state.ts";
import type { Micros } from "../../money/index.ts";
import type { StatementPart } from "../statement/part-of.ts";
import type { PlanRevenue } from "./plan-revenue.ts";
import type { CreditRevenue } from "./revenue.ts";

/** Payments that were booked in a month. Micro-USD. */
export interface PaymentSums {
  readonly count: number;
  readonly net: Micros;
  readonly tax: Micros;
  readonly gross: Micros;
}

/** An account of the report: its lines lead from the opening to the closing balance. */
export interface RevenueAccount {
  readonly account: "deferred" | "promotional" | "receivable" | "plans";
  readonly opening: Micros;
  readonly lines: readonly RevenueLine[];
  readonly closing: Micros;
}

/** A line of an account, with a minus sign for less. Micro-USD. */
export interface RevenueLine {
  readonly line: RevenueLineName;
  /** Of credit that was added. */
  readonly source: GrantSource | null;
  readonly amount: Micros;
}

/** The names of lines. */
export type RevenueLineName =
  | "sold"
  | "given"
  | "earned"
  | "used"
  | "debt_paid"
  | "expired"
  | "taken_back"
  | "reinstated"
  | "used_as_debt"
  | "forgiven";

/** The sources of credit that a payment bought. */
const BOUGHT: ReadonlySet<GrantSource | null> = new Set<GrantSource | null>(["purchase", "auto_topup"]);

type Kind = "promotional" | "paid" | "owed";

/** What a part is called in each account. */
const NAMES: Record<StatementPart, Record<Kind, RevenueLineName>> = {
  added: { paid: "sold", promotional: "given", owed: "used_as_debt" },
  used: { paid: "earned", promotional: "used", owed: "used_as_debt" },
  debt_paid: { paid: "debt_paid", promotional: "debt_paid", owed: "debt_paid" },
  expired: { paid: "expired", promotional: "expired", owed: "expired" },
  revoked: { paid: "taken_back", promotional: "taken_back", owed: "taken_back" },
  reinstated: { paid: "reinstated", promotional: "reinstated", owed: "reinstated" },
  forgiven: { paid: "forgiven", promotional: "forgiven", owed: "forgiven" },
};

/**
 * The accounts of a month: paid credit that is not used yet (deferred), promotional credit, usage that nobody paid yet
 * (receivable), and plans.
 * @source docs/rules.md#revenue
 */
export function revenueAccounts(credit: CreditRevenue, plans: PlanRevenue): readonly RevenueAccount[] {
  return [
    accountOf("deferred", credit, "paid"),
    accountOf("promotional", credit, "promotional"),
    accountOf("receivable", credit, "owed"),
    {
      account: "plans",
      opening: plans.opening,
      closing: plans.closing,
      lines: [
        { line: "sold" as const, source: null, amount: plans.sold },
        { line: "taken_back" as const, source: null, amount: -plans.takenBack },
        { line: "earned" as const, source: null, amount: -plans.earned },
      ].filter(({ amount }) => amount !== 0n),
    },
  ];
}

/** The paid credit that purchases gave, by the entries. It is what their payments took, less the tax. Micro-USD. */
export function boughtCredit({ lines }: CreditRevenue): Micros {
  return lines.reduce(
    (sum, { part, source, amounts }) => (part === "added" && BOUGHT.has(source) ? sum + amounts.paid : sum),
    0n,
  );
}

function accountOf(
  account: RevenueAccount["account"],
  { opening, lines, closing }: CreditRevenue,
  kind: Kind,
): RevenueAccount {
  return {
    account,
    opening: opening[kind],
    closing: closing[kind],
    lines: lines
      .map(({ part, source, amounts }) => ({ line: NAMES[part][kind], source, amount: amounts[kind] }))
      .filter(({ amount }) => amount !== 0n),
  };
}
