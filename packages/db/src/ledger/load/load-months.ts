import { bookAt, byMonth, type Command, type Id, type OrgLedger, type PriceBooks } from "@scrip/domain/ledger";
import { monthAround } from "@scrip/domain/usage/storage";
import type { Query } from "../../connection/query.ts";
import { findMonthMeters, type MonthOfResource } from "../../usage/months/month-meters.ts";
import type { Submitted } from "../keys/submitted.ts";
import { timeOf } from "./load-more.ts";
import type { LoadedOrg } from "./loaded.ts";

/**
 * Reads the month meters in which the work of a batch counts: those of events and of running endpoints with a price shape. A
 * batch of work at plain rates makes no round trip for it.
 * @param orgs are locked and loaded with events, endpoints and the prices of contracts
 * @param books have the versions that the organizations name
 */
export async function loadMonths(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  books: PriceBooks,
  batch: readonly Submitted[],
): Promise<void> {
  const wanted = new Wanted();
  for (const { command } of batch) {
    const org = orgs.get(command.orgId);
    if (org !== undefined) addNamed(wanted, org, books, command);
  }
  for (const org of orgs.values()) addRunning(wanted, org);
  await readMonths(query, orgs, wanted);
}

/** Reads the month meters of the running endpoints of an organization, for what they have accrued. */
export async function loadMonthsOf(query: Query, org: LoadedOrg): Promise<void> {
  const wanted = new Wanted();
  addRunning(wanted, org);
  await readMonths(query, new Map([[org.ledger.orgId, org]]), wanted);
}

/** The meters that are read: all of a resource in a month, and those that are named. */
class Wanted {
  readonly months = new Map<string, MonthOfResource>();
  readonly ids: [orgId: string, id: Id][] = [];

  add({ orgId }: OrgLedger, resource: string, month: number): void {
    this.months.set(`${orgId} ${month} ${resource}`, [orgId, resource, month]);
  }
}

function addNamed(wanted: Wanted, { ledger, ...org }: LoadedOrg, books: PriceBooks, command: Command): void {
  if (command.kind === "settleMinimum") wanted.ids.push([ledger.orgId, command.meterId]);
  if (command.kind !== "recordUsage") return;
  if (command.corrects === null) {
    const at = command.eventAt ?? timeOf({ ledger, ...org });
    const cost = bookAt(ledger, books, at).costOf(command.resource);
    if (typeof cost === "object") wanted.add(ledger, command.resource, monthAround(at).from);
    return;
  }
  for (const { monthId } of ledger.usage?.chains.values() ?? [])
    if (monthId !== null) wanted.ids.push([ledger.orgId, monthId]);
}

/** The months in which running endpoints of a ledger have time that is not settled. */
function addRunning(wanted: Wanted, org: LoadedOrg): void {
  for (const { state, price, resource, settledAt } of org.ledger.meters?.endpoints.values() ?? [])
    if (price !== null && state === "running")
      for (const { month } of byMonth(settledAt, timeOf(org))) wanted.add(org.ledger, resource, month);
}

async function readMonths(query: Query, orgs: ReadonlyMap<string, LoadedOrg>, { months, ids }: Wanted): Promise<void> {
  const wanted = [...months.values()];
  for (const [orgId] of [...wanted, ...ids]) {
    const ledger = orgs.get(orgId)?.ledger;
    if (ledger !== undefined) ledger.months ??= new Map();
  }
  for (const { orgId, meter } of await findMonthMeters(query, wanted, ids))
    orgs.get(orgId)?.ledger.months?.set(meter.id, meter);
}
