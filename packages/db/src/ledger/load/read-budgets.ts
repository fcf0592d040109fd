import {
  type Budget,
  type BudgetKey,
  type BudgetMode,
  type BudgetUse,
  type BudgetWindowKey,
  budgetName,
  type Instant,
  useName,
  windowOf,
} from "@scrip/domain/ledger";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { LoadedOrg } from "./loaded.ts";

/** Windows of budgets that may exist, by the organization and the name of the use. */
export type WantedWindows = Map<string, Wanted>;

interface Wanted {
  readonly org: LoadedOrg;
  readonly use: BudgetWindowKey;
}

interface Found {
  readonly place: string;
  readonly cap: string | null;
  readonly mode: BudgetMode;
  readonly version: number;
  readonly createdMs: string;
  readonly used: string | null;
  readonly level: BudgetUse["level"] | null;
}

/** Adds the window of a budget that contains an instant. */
export function wantWindow(wanted: WantedWindows, org: LoadedOrg, key: BudgetKey, at: Instant): void {
  const { scope, ref, period } = key;
  const use = { scope, ref, period, from: windowOf(period, at).from };
  wanted.set(`${org.ledger.orgId} ${useName(use)}`, { org, use });
}

/** Reads the budgets that exist, with their uses, into the ledgers of their organizations. */
export async function readBudgets(query: Query, wanted: WantedWindows): Promise<void> {
  if (wanted.size === 0) return;
  const places = [...wanted.values()];
  const rows = await query({
    name: "ledger-load-budgets",
    text: BUDGETS,
    values: binaryArrays(
      ["uuid", "text", "text", "text", "timestamptz"],
      places.map(({ org, use }) => [org.ledger.orgId, use.scope, use.ref, use.period, use.from]),
    ),
  });
  for (const row of rows) {
    const { place, cap, mode, version, createdMs, used, level } = row as unknown as Found;
    const { org, use } = places[Number(place) - 1] as Wanted;
    const budget: Budget = {
      scope: use.scope,
      ref: use.ref,
      period: use.period,
      cap: cap === null ? null : BigInt(cap),
      mode,
      version: Number(version),
      createdAt: Number(createdMs),
    };
    org.ledger.budgets?.terms.set(budgetName(budget), budget);
    if (used !== null && level !== null)
      org.ledger.budgets?.uses.set(useName(use), { ...use, used: BigInt(used), level });
  }
}

/** LATERAL with LIMIT 1 leaves the planner one way to a row: by its whole key. */
const BUDGETS = `
  SELECT a.place, b.cap::text, b.mode, b.version,
    (extract(epoch FROM b.created_at) * 1000)::bigint::text AS "createdMs", u.used::text, u.level
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
      AS a (org_id, scope, ref, period, window_start, place)
    CROSS JOIN LATERAL (SELECT * FROM budgets
      WHERE org_id = a.org_id AND scope = a.scope AND ref = a.ref AND period = a.period LIMIT 1) AS b
    LEFT JOIN LATERAL (SELECT used, level FROM budget_uses
      WHERE org_id = a.org_id AND scope = a.scope AND ref = a.ref AND period = a.period
        AND window_start = a.window_start LIMIT 1) AS u ON true`;
