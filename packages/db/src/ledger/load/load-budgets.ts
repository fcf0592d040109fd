import {
  BUDGET_PERIODS,
  type Budget,
  type BudgetUse,
  budgetName,
  type Counted,
  countedIn,
  noBudgets,
  useName,
  windowOf,
} from "@scrip/domain/ledger";
import { binaryArrays } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { Submitted } from "../keys/submitted.ts";
import { timeOf } from "./load-more.ts";
import type { LoadedOrg } from "./loaded.ts";

/**
 * Reads the budgets that a batch touches, with their uses: those of callers that may have a ceiling, and those that count
 * a loaded hold. It takes a round trip of its own, which a batch without them does not make.
 * @param orgs are locked, so that no use changes meanwhile
 */
export async function loadBudgets(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const wanted = new Map<string, Wanted>();
  for (const { command } of batch) {
    const org = orgs.get(command.orgId);
    // A key that got its ceiling after the call had read it is counted too: the organization's row knows.
    if (org === undefined || (command.budgets === undefined && !org.hasBudgets)) continue;
    const { type, id } = command.actor;
    if (type === "service_key" && id !== null) want(wanted, org, { scope: "key", ref: id, at: timeOf(org) });
  }
  for (const org of orgs.values())
    for (const hold of org.ledger.holds.values()) {
      const counted = countedIn(hold);
      if (counted !== null) want(wanted, org, counted);
    }
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
    const { place, cap, version, createdMs, used } = row as unknown as Found;
    const { org, use } = places[Number(place) - 1] as Wanted;
    const terms = { scope: use.scope, ref: use.ref, period: use.period };
    const budget: Budget = {
      ...terms,
      cap: cap === null ? null : BigInt(cap),
      version: Number(version),
      createdAt: Number(createdMs),
    };
    org.ledger.budgets?.terms.set(budgetName(budget), budget);
    if (used !== null) org.ledger.budgets?.uses.set(useName(use), { ...use, used: BigInt(used) });
  }
}

/** A window of a budget that may exist. */
interface Wanted {
  readonly org: LoadedOrg;
  readonly use: Omit<BudgetUse, "used">;
}

interface Found {
  readonly place: string;
  readonly cap: string | null;
  readonly version: number;
  readonly createdMs: string;
  readonly used: string | null;
}

function want(wanted: Map<string, Wanted>, org: LoadedOrg, { scope, ref, at }: Counted): void {
  org.ledger.budgets ??= noBudgets();
  for (const period of BUDGET_PERIODS) {
    const use = { scope, ref, period, from: windowOf(period, at).from };
    wanted.set(`${org.ledger.orgId} ${useName(use)}`, { org, use });
  }
}

/** LATERAL with LIMIT 1 leaves the planner one way to a row: by its whole key. */
const BUDGETS = `
  SELECT a.place, b.cap::text, b.version, (extract(epoch FROM b.created_at) * 1000)::bigint::text AS "createdMs",
    u.used::text
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
      AS a (org_id, scope, ref, period, window_start, place)
    CROSS JOIN LATERAL (SELECT * FROM budgets
      WHERE org_id = a.org_id AND scope = a.scope AND ref = a.ref AND period = a.period LIMIT 1) AS b
    LEFT JOIN LATERAL (SELECT used FROM budget_uses
      WHERE org_id = a.org_id AND scope = a.scope AND ref = a.ref AND period = a.period
        AND window_start = a.window_start LIMIT 1) AS u ON true`;
