import { bookAt, byMonth, type Command, type Id, type PriceBooks } from "@scrip/domain/ledger";
import { findMonthMeter, type MonthKey, perUnitOf } from "@scrip/domain/usage/months";
import { canFallBetween, canonicalPrice } from "@scrip/domain/usage/prices";
import { monthAround } from "@scrip/domain/usage/storage";
import type { Submitted } from "../keys/submitted.ts";
import { timeOf } from "./load-more.ts";
import type { LoadedOrg } from "./loaded.ts";

/** The commands that charge the time of an endpoint. */
const CHARGING: readonly Command["kind"][] = ["settleEndpoint", "stopEndpoint", "scaleEndpoint"];

/** A month whose price may fall. It has no meter before its first use, which may be in the same batch. */
export interface FallingMonth {
  readonly orgId: string;
  readonly meterId: Id | null;
}

/**
 * The months whose price may fall with the work of a batch: by a correction, or where a volume price passes the end of a
 * tier. What falls is given back of all charges of the month, so their history is read. A month passes few tiers.
 * @param orgs are loaded with their month meters
 */
export function monthsThatMayFall(
  orgs: ReadonlyMap<string, LoadedOrg>,
  books: PriceBooks,
  batch: readonly Submitted[],
): FallingMonth[] {
  if (![...orgs.values()].some(({ ledger }) => ledger.months !== null)) return [];
  const uses = new Uses();
  const charging = new Set<LoadedOrg>();
  const falling: FallingMonth[] = [];
  for (const { command } of batch) {
    const org = orgs.get(command.orgId);
    if (org === undefined || org.ledger.months === null) continue;
    if (CHARGING.includes(command.kind)) charging.add(org);
    if (command.kind !== "recordUsage") continue;
    // A correction may name an event of the same batch, so each month that is loaded may be its month.
    if (command.corrects !== null)
      for (const meterId of org.ledger.months.keys()) falling.push({ orgId: command.orgId, meterId });
    const at = command.eventAt ?? timeOf(org);
    const { resource, quantity } = command;
    const price = bookAt(org.ledger, books, at).costOf(resource);
    if (typeof price === "object")
      uses.add(org, { counts: "usage", resource, month: monthAround(at).from, price }, quantity);
  }
  for (const org of charging) addTimes(uses, org);
  for (const { org, key, quantity } of uses.byMonth.values()) {
    const meter = findMonthMeter(org.ledger.months?.values() ?? [], key);
    const from = meter?.quantity ?? 0n;
    if (canFallBetween(key.price, from, from + quantity, perUnitOf(key)))
      falling.push({ orgId: org.ledger.orgId, meterId: meter?.id ?? null });
  }
  return falling;
}

/** The time of all running endpoints of an organization that is not settled. */
function addTimes(uses: Uses, org: LoadedOrg): void {
  for (const { state, price, resource, unitsMilli, settledAt } of org.ledger.meters?.endpoints.values() ?? [])
    if (price !== null && state === "running")
      for (const { month, from, until } of byMonth(settledAt, timeOf(org)))
        uses.add(org, { counts: "endpoint", resource, month, price }, BigInt(unitsMilli) * BigInt(until - from));
}

/** What the work of a batch adds to each month at most. */
class Uses {
  readonly byMonth = new Map<string, { readonly org: LoadedOrg; readonly key: MonthKey; quantity: bigint }>();

  add(org: LoadedOrg, key: MonthKey, quantity: bigint): void {
    const name = `${org.ledger.orgId} ${key.counts} ${key.month} ${key.resource} ${canonicalPrice(key.price)}`;
    const known = this.byMonth.get(name);
    if (known === undefined) this.byMonth.set(name, { org, key, quantity });
    else known.quantity += quantity;
  }
}
