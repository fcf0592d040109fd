import type { Instant, SettleEndpoint } from "@scrip/domain/ledger";
import type { Query } from "../connection/query.ts";
import { KnownSeries } from "./keys/series.ts";
import { type Submitted, toKeyed } from "./keys/submitted.ts";
import { load } from "./load/load.ts";
import type { LoadedOrg } from "./load/loaded.ts";
import { namedRowsOf } from "./load/named-rows.ts";
import { type Books, decideWithEnough, headsOf, loadFacts, withPayload } from "./run-batch.ts";
import { BatchRows } from "./write/batch-rows.ts";
import { write } from "./write/write.ts";

/** The most charges of one transaction. */
const MOST = 256;

/** Charges of endpoints of one organization that a test clock passes. */
export interface AheadOf {
  readonly orgId: string;
  /** The time of the clock, at which the first charge is due. */
  readonly at: Instant;
  /** The target of the clock. */
  readonly to: Instant;
  /** Makes the command that charges an endpoint. */
  readonly command: (endpointId: string) => SettleEndpoint;
}

/** The charges that ran, and the time of the last one. */
export interface RanAhead {
  readonly ran: number;
  readonly at: Instant;
}

interface DueSettle {
  readonly endpointId: string;
  readonly dueAt: Instant;
}

/**
 * Charges the endpoints of an organization on a test clock, each at the time at which it falls due, up to the next other
 * work or the target. The organization is loaded once and written once; every command is decided at its own time on the
 * state after the one before, so that each row is as one transaction for each command would write it.
 * @param query of a transaction that has locked the organization and set its clock to `at`
 */
export async function settleAhead(
  query: Query,
  books: Books,
  { orgId, at, to, command }: AheadOf,
  openRows: number,
): Promise<RanAhead> {
  const { settles, before } = await readDue(query, orgId, to);
  const [first] = settles;
  if (first === undefined) return { ran: 0, at };
  const batch: Submitted[] = [{ command: command(first.endpointId), key: null }];
  const loaded = await load(query, [orgId], namedRowsOf(batch.map(toKeyed)), { lock: true, openRows });
  await loadFacts(query, books, loaded, batch);
  const org = loaded.orgs.get(orgId);
  if (org === undefined) throw new Error("an organization with due work does not exist");
  const rows = new BatchRows(loaded.now, new KnownSeries());
  const most = canRunAhead(org) ? MOST : 1;
  let ran = 0;
  for (let next: DueSettle | undefined = first; next !== undefined && ran < most; next = settles[0]) {
    if (ran > 0 && next.dueAt >= before) break;
    settles.shift();
    org.now = Math.max(at, next.dueAt);
    const keyed = withPayload(toKeyed({ command: command(next.endpointId), key: null }));
    const outcome = await decideWithEnough(query, { loaded, rows, books, writing: [] }, keyed);
    if (outcome instanceof Error) throw outcome;
    ran += 1;
    const changed = [...rows.due.values()];
    const own = changed.find(({ kind, refId }) => kind === "settle_endpoint" && refId === next?.endpointId);
    // Other work that the charge makes comes in its turn.
    if (own === undefined || own.dueAt === null || changed.some(({ kind }) => kind !== "settle_endpoint")) break;
    if (own.dueAt <= to) insert(settles, { endpointId: next.endpointId, dueAt: own.dueAt });
  }
  await write(query, headsOf(loaded), rows);
  return { ran, at: org.now };
}

/** Budgets and price shapes read rows for the time of one command. */
function canRunAhead({ hasBudgets, ledger }: LoadedOrg): boolean {
  if (hasBudgets) return false;
  for (const { price } of ledger.meters?.endpoints.values() ?? []) if (price !== null) return false;
  return true;
}

/** Puts a charge into its place by time and id. */
function insert(settles: DueSettle[], settle: DueSettle): void {
  const place = settles.findIndex(
    ({ dueAt, endpointId }) => dueAt > settle.dueAt || (dueAt === settle.dueAt && endpointId > settle.endpointId),
  );
  settles.splice(place === -1 ? settles.length : place, 0, settle);
}

/** Reads the charges that fall due up to a target, in their order, and the time of the first other work. */
async function readDue(
  query: Query,
  orgId: string,
  to: Instant,
): Promise<{ readonly settles: DueSettle[]; readonly before: Instant }> {
  const rows = await query({ name: "ledger-due-ahead", text: DUE, values: [orgId, new Date(to).toISOString()] });
  const settles: DueSettle[] = [];
  let before = Number.POSITIVE_INFINITY;
  for (const { kind, refId, dueAt } of rows)
    if (kind === "settle_endpoint") settles.push({ endpointId: String(refId), dueAt: Number(dueAt) });
    else before = Math.min(before, Number(dueAt));
  return { settles, before };
}

const DUE = `
  SELECT kind, ref_id AS "refId", instant_ms(due_at)::float8 AS "dueAt" FROM due
  WHERE org_id = $1 AND on_test_clock AND kind = 'settle_endpoint' AND due_at <= $2
  UNION ALL
  SELECT 'other', NULL, instant_ms(min(due_at))::float8 FROM due
  WHERE org_id = $1 AND on_test_clock AND kind <> 'settle_endpoint' AND due_at <= $2
  HAVING min(due_at) IS NOT NULL
  ORDER BY 3, 2`;
