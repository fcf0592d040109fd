import {
  compareBurn,
  type Debt,
  emptyLedger,
  type Grant,
  type Hold,
  type Id,
  type Instant,
  type Job,
  type OrgLedger,
  putDebt,
  putGrant,
  type ScheduledGrant,
  type Slice,
} from "@scrip/domain/ledger";
import type { KnownKey, Loaded, LoadedOrg } from "./loaded.ts";
import { eachRow, type Row, type Rows } from "./loaded-rows.ts";
import {
  readDebt,
  readEntryKey,
  readGrant,
  readHold,
  readJob,
  readKey,
  readOrg,
  readScheduled,
  readSlice,
} from "./read-rows.ts";

/** The tables from which rows are loaded, and the sources of keys. */
type Table =
  | "orgs"
  | "openGrants"
  | "openDebts"
  | "grants"
  | "jobs"
  | "holds"
  | "slices"
  | "scheduled"
  | "keys"
  | "chargeKeys"
  | "entryKeys";

/**
 * The result of one step of `lock_and_load_heads`: rows of tables, with their values in a fixed order. A table that the step
 * does not read is absent, and one without rows is null. The first step has PostgreSQL's time. The keys in `chargeKeys`
 * and `entryKeys` are stored in entries.
 */
export type LoadedStep = Partial<Readonly<Record<Table, Rows | null>>> & { readonly now?: Instant };

/**
 * Builds ledgers from the rows. A row that several commands name may occur several times.
 * @param most how many open grants and open debts of each organization were asked for
 */
export function readLoaded(steps: readonly LoadedStep[], most: number): Loaded {
  const now = steps[0]?.now;
  if (now === undefined) throw new Error("the loaded rows have no time");
  const each = (table: Table, read: (row: Row) => void): void => {
    for (const step of steps) eachRow(step[table], read);
  };
  const orgs = new Map<string, LoadedOrg>();
  each("orgs", (row) => {
    const org = { ...readOrg(row.text(), row, now), asked: { grants: most, debts: most } };
    orgs.set(org.ledger.orgId, org);
  });
  // An organization that moved to another cell has rows here, but no head. No command runs on them.
  const archives = new Map<string, OrgLedger>();
  const archiveOf = (orgId: string): OrgLedger => {
    const archive = archives.get(orgId) ?? emptyLedger(orgId, 0);
    archives.set(orgId, archive);
    return archive;
  };
  const ledgerOf = (row: Row): OrgLedger => {
    const orgId = row.text();
    return orgs.get(orgId)?.ledger ?? archiveOf(orgId);
  };
  const grants = new OpenRows<Grant>(most);
  each("openGrants", (row) => putGrant(grants.of(ledgerOf(row)), grants.add(readGrant(row))));
  each("grants", (row) => putGrant(ledgerOf(row), readGrant(row)));
  for (const [ledger, last] of grants.ends()) endGrants(ledger, last);
  each("scheduled", (row) => putScheduled(ledgerOf(row), readScheduled(row)));
  const debts = new OpenRows<Debt>(most);
  each("openDebts", (row) => putDebt(debts.of(ledgerOf(row)), debts.add(readDebt(row))));
  for (const [ledger, last] of debts.ends()) endDebts(ledger, last);
  const slices = new Map<string, Map<string, Slice>>();
  each("slices", (row) => {
    const holdKey = `${row.text()}${row.text()}`;
    const slice = readSlice(row);
    slices.set(holdKey, (slices.get(holdKey) ?? new Map()).set(slice.grantId, slice));
  });
  each("holds", (row) => {
    const ledger = ledgerOf(row);
    putHold(
      ledger,
      readHold(row, (id) => [...(slices.get(`${ledger.orgId}${id}`)?.values() ?? [])]),
    );
  });
  each("jobs", (row) => putJob(ledgerOf(row), readJob(row)));
  const keys = new Map<string, KnownKey>();
  each("keys", (row) => keys.set(row.text(), readKey(row)));
  for (const table of ["chargeKeys", "entryKeys"] as const)
    each(table, (row) => keys.set(row.text(), readEntryKey(row)));
  return { now, orgs, keys };
}

/**
 * Adds more open grants to a ledger. Those that it has already stay as they are.
 * @param most how many were asked for
 */
export function readMoreGrants(ledger: OrgLedger, step: LoadedStep & { readonly lapsed: string }, most: number): void {
  const read = new OpenRows<Grant>(most);
  eachRow(step.openGrants, (row) => {
    // Each row begins with its organization.
    row.text();
    read.of(ledger);
    const grant = read.add(readGrant(row));
    if (!ledger.grants.has(grant.id)) putGrant(ledger, grant);
  });
  ledger.unread.lapsed = BigInt(step.lapsed);
  ledger.unread.grantsAfter = null;
  for (const [, last] of read.ends()) endGrants(ledger, last);
}

/**
 * Adds more open debts to a ledger. Those that it has already stay as they are.
 * @param most how many were asked for
 */
export function readMoreDebts(ledger: OrgLedger, step: LoadedStep, most: number): void {
  const read = new OpenRows<Debt>(most);
  eachRow(step.openDebts, (row) => {
    // Each row begins with its organization.
    row.text();
    read.of(ledger);
    const debt = read.add(readDebt(row));
    if (!ledger.debts.has(debt.id)) putDebt(ledger, debt);
  });
  ledger.unread.debtsAfter = null;
  for (const [, last] of read.ends()) endDebts(ledger, last);
}

/** Counts the rows of each organization, to find those of which there may be more. */
class OpenRows<Row> {
  private readonly most: number;
  private readonly counts = new Map<OrgLedger, { count: number; last: Row | null }>();
  private current = { count: 0, last: null as Row | null };

  constructor(most: number) {
    this.most = most;
  }

  /** The organization of the next row. */
  of(ledger: OrgLedger): OrgLedger {
    this.current = this.counts.get(ledger) ?? { count: 0, last: null };
    this.counts.set(ledger, this.current);
    return ledger;
  }

  add(row: Row): Row {
    this.current.count += 1;
    this.current.last = row;
    return row;
  }

  /** The organizations of which as many rows were read as were asked for, with the last row. */
  *ends(): Generator<[OrgLedger, Row]> {
    for (const [ledger, { count, last }] of this.counts) if (last !== null && count === this.most) yield [ledger, last];
  }
}

/** Notes that grants after this one are not loaded, unless the loaded ones have all the credit. */
function endGrants(ledger: OrgLedger, last: Grant): void {
  let avail = ledger.unread.lapsed;
  for (const id of ledger.burnOrder) avail += ledger.grants.get(id)?.avail ?? 0n;
  if (avail !== ledger.balance.available) ledger.unread.grantsAfter = last;
}

/** Notes that debts after this one are not loaded, unless the loaded ones are all that is owed. */
function endDebts(ledger: OrgLedger, last: Debt): void {
  let open = 0n;
  for (const id of ledger.debtOrder) open += ledger.debts.get(id)?.open ?? 0n;
  if (open !== ledger.balance.owed) ledger.unread.debtsAfter = last;
}

/** Slices arrive in no order; all grants that fund them are loaded. */
function putHold(ledger: OrgLedger, hold: Hold): void {
  const grantOf = (id: Id) => ledger.grants.get(id) as Grant;
  const slices = hold.slices.toSorted((a, b) => compareBurn(grantOf(a.grantId), grantOf(b.grantId)));
  ledger.holds.set(hold.id, { ...hold, slices });
}

function putJob(ledger: OrgLedger, job: Job): void {
  ledger.jobs.set(job.id, job);
  ledger.jobIds.set(job.ref, job.id);
}

function putScheduled(ledger: OrgLedger, scheduled: ScheduledGrant): void {
  ledger.scheduled.set(scheduled.id, scheduled);
  ledger.businessKeys.set(scheduled.businessKey, scheduled);
}
