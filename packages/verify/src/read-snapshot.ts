import { livesHere, type Place } from "./cells.ts";
import { ENDPOINTS, readEndpoint } from "./endpoints/read-endpoints.ts";
import type { Invariant } from "./finding.ts";
import { NO_HASH } from "./head.ts";
import { MONTH_METERS, readMonthMeter } from "./metered/read-months.ts";
import { noPaymentRows } from "./payment-rows.ts";
import {
  ACCOUNTS,
  ATTEMPTS,
  DECISIONS,
  DISPUTES,
  REFUNDS,
  readAccount,
  readAttempt,
  readDecision,
  readDispute,
  readRefund,
  readTaking,
  TAKINGS,
} from "./payments/read-payments.ts";
import type { PlansSold } from "./plan-rows.ts";
import {
  CONTRACTS,
  NOTICES,
  noPlanRows,
  PAYING,
  PERIODS,
  plansIn,
  readContract,
  readPeriod,
  readSubscription,
  SUBSCRIPTIONS,
} from "./plans/read-plans.ts";
import { amount, type Cells, problemOf, readRows, streamRows, text, whole } from "./read.ts";
import { readKeyRow } from "./read-keys.ts";
import { RATES, readRates, settleEveryMs } from "./read-rates.ts";
import type { HeadRow, Marks, Snapshot } from "./rows.ts";
import {
  BLOCKS,
  BUDGETS,
  DEBTS,
  DUE,
  GRANTS,
  HEADS,
  HOLDS,
  JOBS,
  KEYS,
  MARKS,
  readBudget,
  readDebt,
  readDue,
  readGrant,
  readHead,
  readHold,
  readJob,
  readScheduled,
  readSeries,
  readSlice,
  readUse,
  SCHEDULED,
  SERIES,
  SLICES,
  USES,
} from "./snapshot-rows.ts";
import {
  CONTRACT_LIMITS,
  noStorageRows,
  readContractLimits,
  readSize,
  readStorageMeter,
  readVolume,
  SIZES,
  STORAGE_METERS,
  storageIn,
  VOLUMES,
} from "./storage/read-storage.ts";
import type { StorageSold } from "./storage-rows.ts";
import { AUTOMATIC, AWAITED, BELOW, noTopUpRows, readAutomatic, readTopUp, TOP_UPS } from "./top-ups/read-top-ups.ts";

/**
 * Reads the heads of a few organizations and all their mutable rows in one snapshot. Immutable rows can be
 * read later, up to the head, while the ledger keeps writing.
 * @returns nothing of organizations that live in another cell by then
 */
export async function readSnapshots(
  { pool, arrived }: Pick<Place, "pool" | "arrived">,
  organizations: readonly string[],
): Promise<Snapshot[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const orgIds = (await readRows(client, HERE, [arrived, organizations])).map(([orgId]) => text(orgId));
    const snapshots = new Map<string, Snapshot>();
    const read: ReadRows = ([what, invariant], sql, onRow) =>
      streamRows(client, sql, [orgIds], (row) => {
        const snapshot = snapshotOf(snapshots, text(row[0]));
        // A malformed row is a finding: it must not end the run and hide the others.
        try {
          onRow(snapshot, row);
        } catch (error) {
          const message = `the row cannot be read: ${problemOf(error)}`;
          snapshot.malformed.push({ invariant, rows: [`${what} ${row[1] ?? "without id"}`], message });
        }
      });
    const rates = await readRates((sql, onRow) => streamRows(client, sql, [], onRow), RATES);
    const catalogs = new Map<number, PlansSold>();
    const intervals = new Map<number, number>();
    const storageSold = new Map<number, StorageSold>();
    await streamRows(client, RATES, [], ([number, catalog]) => {
      const sold = plansIn(catalog ?? "");
      if (sold !== null) catalogs.set(whole(number), sold);
      const stored = storageIn(catalog ?? "");
      if (stored !== null) storageSold.set(whole(number), stored);
      const every = settleEveryMs(catalog ?? "");
      if (every !== null) intervals.set(whole(number), every);
    });
    const facts = { rates, catalogs, settleEveryMs: intervals, storageSold };
    await streamRows(client, HEADS, [orgIds], (row) => addHead(snapshots, row, facts));
    await read(["grant", "L1"], GRANTS, (snapshot, row) => snapshot.grants.push(readGrant(row)));
    await read(["scheduled grant", "L14"], SCHEDULED, (snapshot, row) => snapshot.scheduled.push(readScheduled(row)));
    await read(["hold", "L5"], HOLDS, (snapshot, row) => snapshot.holds.push(readHold(row)));
    await read(["slice of hold", "L5"], SLICES, (snapshot, row) => snapshot.slices.push(readSlice(row)));
    await read(["debt", "L6"], DEBTS, (snapshot, row) => snapshot.debts.push(readDebt(row)));
    await read(["block", "L3"], BLOCKS, (snapshot, row) => addBlock(snapshot, whole(row[1])));
    await read(["marks of block", "L3"], MARKS, ({ marks }, row) => addMark(marks, row));
    await read(["job", "L20"], JOBS, (snapshot, row) => snapshot.jobs.push(readJob(row)));
    await read(["endpoint", "L20"], ENDPOINTS, (snapshot, row) => snapshot.endpoints.push(readEndpoint(row)));
    await read(["month meter", "L20"], MONTH_METERS, ({ months }, row) => months.push(readMonthMeter(row)));
    await read(["series", "L12"], SERIES, (snapshot, row) => snapshot.series.push(readSeries(row)));
    await read(["due work", "L29"], DUE, (snapshot, row) => snapshot.due.push(readDue(row)));
    await read(["budget", "L33"], BUDGETS, (snapshot, row) => snapshot.budgets.push(readBudget(row)));
    await read(["use of budget", "L33"], USES, (snapshot, row) => snapshot.uses.push(readUse(row)));
    await read(["subscription", "L26"], SUBSCRIPTIONS, ({ plans }, row) =>
      plans.subscriptions.push(readSubscription(row)),
    );
    await read(["period of subscription", "L26"], PERIODS, ({ plans }, row) => plans.periods.push(readPeriod(row)));
    await read(["contract", "L34"], CONTRACTS, ({ plans }, row) => plans.contracts.push(readContract(row)));
    await read(["request", "L29"], PAYING, ({ plans }, [, id]) => plans.paying.push(text(id)));
    await read(["notice", "L29"], NOTICES, ({ plans }, [, id]) => plans.notices.push(text(id)));
    await read(["webhook", "L29"], WEBHOOKS, ({ webhooks }, [, id]) => webhooks.push(text(id)));
    await readTopUps(read);
    await readPayments(read);
    await readStorage(read);
    await read(["key", "L13"], KEYS, (snapshot, row) => {
      const key = readKeyRow(row);
      if (key.problem !== null || key.job !== null) snapshot.keys.push(key);
    });
    await client.query("COMMIT");
    client.release();
    return [...snapshots.values()];
  } catch (error) {
    // Destroy the connection: its transaction is still open.
    client.release(true);
    throw error;
  }
}

const WEBHOOKS = "SELECT DISTINCT org_id, webhook_id FROM webhook_deliveries WHERE org_id = ANY ($1)";

const HERE = `SELECT DISTINCT o.org_id FROM organizations o WHERE o.org_id = ANY ($2) AND ${livesHere("o")}`;

/** What catalogs say, by version. */
type CatalogFacts = Pick<Snapshot, "rates" | "catalogs" | "settleEveryMs" | "storageSold">;

/** Reads the rows of one table. @param of what a row is in findings, and the invariant of one that cannot be read */
type ReadRows = (
  of: readonly [what: string, invariant: Invariant],
  sql: string,
  onRow: (snapshot: Snapshot, row: Cells) => void,
) => Promise<void>;

/** Automatic top-up, its attempts, and those that it waits for. */
async function readTopUps(read: ReadRows): Promise<void> {
  await read(["top-up", "L24"], TOP_UPS, ({ topUps }, row) => topUps.settings.push(readTopUp(row)));
  await read(["top-up", "L24"], BELOW, ({ topUps }, [, , below]) => topUps.below.push(amount(below)));
  await read(["attempt", "L24"], AUTOMATIC, ({ topUps }, row) => topUps.attempts.push(readAutomatic(row)));
  await read(["attempt", "L24"], AWAITED, ({ topUps }, [, id]) => topUps.paying.push(text(id)));
}

async function readStorage(read: ReadRows): Promise<void> {
  await read(["volume", "L20"], VOLUMES, ({ storage }, row) => storage.volumes.push(readVolume(row)));
  await read(["size of volume", "L20"], SIZES, ({ storage }, row) => storage.sizes.push(readSize(row)));
  await read(["meter", "L20"], STORAGE_METERS, ({ storage }, row) => storage.meters.push(readStorageMeter(row)));
  await read(["contract", "L34"], CONTRACT_LIMITS, ({ storage }, row) =>
    storage.contracts.push(readContractLimits(row)),
  );
}

async function readPayments(read: ReadRows): Promise<void> {
  await read(["account", "L22"], ACCOUNTS, ({ payments }, row) => payments.accounts.push(readAccount(row)));
  await read(["attempt", "L22"], ATTEMPTS, ({ payments }, row) => payments.attempts.push(readAttempt(row)));
  await read(["refund", "L23"], REFUNDS, ({ payments }, row) => payments.refunds.push(readRefund(row)));
  await read(["dispute", "L23"], DISPUTES, ({ payments }, row) => payments.disputes.push(readDispute(row)));
  await read(["taken back of grant", "L23"], TAKINGS, ({ payments }, row) => payments.takings.push(readTaking(row)));
  await read(["decision", "L21"], DECISIONS, ({ payments }, row) => payments.decisions.push(readDecision(row)));
}

function snapshotOf(snapshots: Map<string, Snapshot>, orgId: string): Snapshot {
  const snapshot = snapshots.get(orgId);
  if (snapshot === undefined) throw new Error(`verify read rows of organization ${orgId}, which does not exist`);
  return snapshot;
}

function addHead(snapshots: Map<string, Snapshot>, row: Cells, catalogs: CatalogFacts): void {
  const orgId = text(row[0]);
  const rows = [`organization ${orgId}`];
  const earlier = snapshots.get(orgId);
  if (earlier !== undefined) {
    earlier.malformed.push({ invariant: "L13", rows, message: "the organization has two rows" });
    return;
  }
  try {
    snapshots.set(orgId, emptySnapshot(readHead(row), catalogs));
  } catch (error) {
    const snapshot = emptySnapshot(headWithout(orgId, whole(row[7])), catalogs);
    snapshot.malformed.push({ invariant: "L8", rows, message: `its row cannot be read: ${problemOf(error)}` });
    snapshots.set(orgId, snapshot);
  }
}

/** The head of an organization whose row has no meaning, so that its entries can be checked all the same. */
function headWithout(orgId: string, lastSeq: number): HeadRow {
  const balances = { available: 0n, reserved: 0n, owed: 0n };
  const times = { at: 0, createdAt: 0, clockAt: null, now: 0 };
  return {
    orgId,
    seq: lastSeq,
    lastSeq,
    hash: NO_HASH,
    ...balances,
    ...times,
    catalogVersion: 0,
    plan: "",
    hasContract: false,
    hasMeters: false,
    isArriving: false,
  };
}

function emptySnapshot(head: HeadRow, catalogs: CatalogFacts): Snapshot {
  return {
    head,
    ...catalogs,
    plans: noPlanRows(),
    webhooks: [],
    topUps: noTopUpRows(),
    payments: noPaymentRows(),
    storage: noStorageRows(),
    months: [],
    grants: [],
    scheduled: [],
    holds: [],
    slices: [],
    debts: [],
    jobs: [],
    endpoints: [],
    series: [],
    marks: { blocks: new Set(), byBlock: new Map() },
    due: [],
    budgets: [],
    uses: [],
    keys: [],
    malformed: [],
  };
}

function addBlock({ marks, malformed }: Snapshot, block: number): void {
  if (marks.blocks.has(block))
    malformed.push({ invariant: "L13", rows: [`block ${block}`], message: "the block is marked twice" });
  marks.blocks.add(block);
}

function addMark({ byBlock }: Marks, [, block, grantId, avail, held, spent, expired, revoked]: Cells): void {
  const counters = { avail: amount(avail), held: amount(held), spent: amount(spent) };
  const mark = {
    block: whole(block),
    grantId: text(grantId),
    ...counters,
    expired: amount(expired),
    revoked: amount(revoked),
  };
  const marks = byBlock.get(mark.block);
  if (marks === undefined) byBlock.set(mark.block, [mark]);
  else marks.push(mark);
}
