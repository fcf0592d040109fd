import { causeId, type Entry } from "@scrip/domain/ledger";
import { canonicalPrice } from "@scrip/domain/usage/prices";
import { listEntries } from "../../read/entries/list-entries.ts";
import type { TestSource } from "../../testing/index.ts";
import { storedShaped } from "../../usage/storage/shaped.ts";
import type { ModelOrganization } from "./model.fixture.ts";

/** A row: cells by the names of the columns. */
type Row = Readonly<Record<string, unknown>>;

/** All stored rows of an organization, by table, in the order of the keys. */
export type Stored = Readonly<Record<string, readonly Row[]>>;

const KEYS: Readonly<Record<string, readonly string[]>> = {
  grants: ["id"],
  scheduled_grants: ["id"],
  holds: ["id"],
  hold_slices: ["hold_id", "grant_id"],
  debts: ["id"],
  jobs: ["id"],
  charges: ["id"],
  metered_charges: ["id"],
  endpoints: ["id"],
  volumes: ["id"],
  volume_sizes: ["volume_id", "n"],
  storage_meters: ["id"],
  month_meters: ["id"],
  due: ["kind", "ref_id"],
  budgets: ["scope", "ref", "period"],
  budget_uses: ["scope", "ref", "period", "window_start"],
};

/** The rows that should be stored for an organization. Uses no code of the ledger's writer. */
export function rowsOfModel(model: ModelOrganization): Stored {
  const { ledger, entries, charges, due, meters, storage, sizes } = model;
  const holds = [...ledger.holds.values()];
  const tables: Record<string, object[]> = {
    grants: [...ledger.grants.values()].map(({ refundOf, ...grant }) => ({
      ...grant,
      isOpen: grant.avail > 0n,
      chargeId: refundOf?.type === "charge" ? refundOf.id : null,
      debtId: refundOf?.type === "debt" ? refundOf.id : null,
    })),
    scheduled_grants: [...ledger.scheduled.values()],
    holds: holds.map(({ slices: _slices, ...hold }) => hold),
    hold_slices: holds.flatMap(({ id, slices }) => slices.map((slice) => ({ holdId: id, ...slice }))),
    debts: [...ledger.debts.values()].map(({ reversalOf, ...debt }) => ({
      ...debt,
      isOpen: debt.open > 0n,
      chargeId: reversalOf === undefined ? debt.id : null,
      grantId: reversalOf ?? null,
    })),
    jobs: [...ledger.jobs.values()].map((job) => ({ ...job, price: job.price && canonicalPrice(job.price) })),
    charges: charges.map(({ charge: { flags, metered: _metered, ...charge }, answer }) => ({
      ...charge,
      beyondHold: flags.includes("beyond_hold"),
      afterSilence: flags.includes("after_silence"),
      ...("job" in answer && "decision" in answer
        ? {
            decision: answer.decision,
            reason: answer.reason,
            missing: answer.missing === null ? null : BigInt(answer.missing),
          }
        : { decision: null, reason: null, missing: null }),
    })),
    metered_charges: charges.flatMap(({ charge: { id, leg, metered } }) => {
      if (metered === null) return [];
      const { from: fromAt, until: untilAt, month, ...terms } = metered;
      const inMonth = {
        monthMeterId: month?.meterId ?? null,
        monthLeg: month?.leg ?? null,
        monthQuantity: month?.quantity ?? null,
      };
      return [{ id, leg, fromAt, untilAt, ...terms, ...inMonth }];
    }),
    endpoints: [...meters.endpoints.values()].map((endpoint) => ({
      ...endpoint,
      price: endpoint.price && canonicalPrice(endpoint.price),
    })),
    volumes: [...storage.volumes.values()],
    volume_sizes: sizes,
    storage_meters: [...storage.meters.values()].map(({ shaped, ...meter }) => ({
      ...meter,
      shaped: storedShaped(shaped),
    })),
    month_meters: [...(ledger.months?.values() ?? [])].map((meter) => ({
      ...meter,
      price: canonicalPrice(meter.price),
    })),
    due: [...due.values()].map(({ orgId: _orgId, ...work }) => ({ ...work, onTestClock: true })),
  };
  tables.budgets = [...(ledger.budgets?.terms.values() ?? [])];
  tables.budget_uses = [...(ledger.budgets?.uses.values() ?? [])].map(({ from, ...use }) => ({
    ...use,
    windowStart: from,
  }));
  const stored = Object.entries(tables).map(([table, rows]) => [table, sorted(table, rows.map(inColumns))] as const);
  return { ...Object.fromEntries(stored), entries: entries.map(shownEntry) };
}

function shownEntry({ seq, at, kind, actor, cause, leg, postings, asked, after }: Entry): Row {
  return {
    seq,
    at,
    kind,
    actor,
    cause: { type: cause.type, id: causeId(cause) },
    leg,
    asked: asked === undefined ? null : String(asked),
    postings: postings.map(({ from, to, amount, grantId, holdId, debtId }) => {
      return { from, to, amount: String(amount), grant: grantId, hold: holdId, debt: debtId };
    }),
    balance: { available: String(after.available), reserved: String(after.reserved), owed: String(after.owed) },
  };
}

/**
 * The stored rows of an organization: the columns of each table that the model has, and entries as `listEntries`
 * returns them.
 */
export async function rowsOfDatabase(owner: TestSource, orgId: string, like: Stored): Promise<Stored> {
  const stored: Record<string, readonly Row[]> = {};
  for (const table of Object.keys(KEYS)) {
    const rows: Record<string, unknown>[] = await owner.query(`SELECT * FROM ${table} WHERE org_id = $1`, [orgId]);
    const columns = Object.keys(like[table]?.[0] ?? {});
    stored[table] = sorted(
      table,
      rows.map((row) => Object.fromEntries(columns.map((name) => [name, cell(row[name])]))),
    );
  }
  const { entries } = await listEntries(owner.organizations, orgId, { after: 0, limit: 100_000 });
  stored.entries = entries.map(({ hash: _hash, recordedAt: _recordedAt, ...entry }) => ({ ...entry }));
  return stored;
}

function inColumns(row: object): Row {
  const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), cell(value)]));
}

/**
 * Amounts, counts and instants as digits, since the driver returns a `bigint` for some values that the domain has as a
 * `number`.
 */
function cell(value: unknown): unknown {
  if (value instanceof Date) return String(value.getTime());
  return typeof value === "bigint" || typeof value === "number" ? String(value) : value;
}

function sorted(table: string, rows: readonly Row[]): readonly Row[] {
  const keyOf = (row: Row): string => (KEYS[table] ?? []).map((name) => String(row[name])).join(" ");
  return rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
