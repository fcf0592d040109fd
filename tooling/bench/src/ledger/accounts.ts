import { randomBytes, randomUUIDv7 } from "node:crypto";
import type { Ledger } from "@scrip/db/ledger";
import type { Actor } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { asOwner, type BenchDatabase, type BenchServer } from "./bench-server.ts";
import { openBenchLedger } from "./open-ledger.ts";

/** The organizations in every database of a run. Their credit does not run out. */
export interface Accounts {
  /** The database that measures copy and work on. */
  readonly seeded: BenchDatabase;
  readonly hot: string;
  readonly many: readonly string[];
  /** One of `many`, which is in the same lane as `hot` for any number of lanes. */
  readonly sharesLane: string;
}

export const ACTOR: Actor = { type: "service_key", id: "01900000-0000-7000-8000-0000000bec11" };

/** The default number of organizations in `many`. */
const MANY = 1000;
/** The age of the organizations: a year and a month. Histories begin then. */
const DAYS_AGO = 395;

/**
 * Makes the organizations, dated more than a year ago. Each has a test clock while it gets its credit, and then
 * PostgreSQL's clock, so that a history can be loaded into the time between.
 */
export async function openAccounts(server: BenchServer, howMany = MANY): Promise<Accounts> {
  const seeded = await server.newDatabase("bench_seeded");
  const hot = randomUUIDv7();
  const sharesLane = withLastDigitsOf(hot);
  const many = [sharesLane, ...Array.from({ length: howMany - 1 }, () => randomUUIDv7())];
  const ids = [hot, ...many];
  await asOwner(seeded, (owner) =>
    owner.query(
      `INSERT INTO organizations (org_id, name, created_at, clock_at, catalog_version, plan, seq, at, hash, available, reserved, owed)
        SELECT id, 'Bench ' || n, began, began, 1, 'free', 0, began, decode(repeat('00', 32), 'hex'), 0, 0, 0
        FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, n), date_trunc('day', now() - $2 * interval '1 day') AS began`,
      [ids, DAYS_AGO],
    ),
  );
  const { ledger, close } = await openBenchLedger(seeded);
  await Promise.all(ids.map((orgId) => addCredit(ledger, orgId)));
  await close();
  await asOwner(seeded, async (owner) => {
    await owner.query("UPDATE organizations SET clock_at = NULL");
    await owner.query("UPDATE due SET on_test_clock = false");
    await owner.query("VACUUM (ANALYZE)");
  });
  return { seeded, hot, many, sharesLane };
}

/** Returns a new id in the lane of `orgId`: the last digits of an id determine its lane. */
function withLastDigitsOf(orgId: string): string {
  return `${randomUUIDv7().slice(0, -6)}${orgId.slice(-6)}`;
}

/** Issues three typical grants. Charges take from the first one in burn order. */
async function addCredit(ledger: Ledger, orgId: string): Promise<void> {
  const terms = [
    { source: "plan", grantKind: "promotional", amount: usd("100000000.00"), expiresAt: Date.UTC(2099, 0, 1) },
    { source: "purchase", grantKind: "paid", amount: usd("1000.00"), expiresAt: null },
    { source: "purchase", grantKind: "paid", amount: usd("5000.00"), expiresAt: null },
  ] as const;
  for (const grant of terms) {
    const businessKey = `bench:${randomBytes(8).toString("hex")}`;
    const command = { ...grant, kind: "issueGrant", orgId, id: randomUUIDv7(), actor: ACTOR, businessKey } as const;
    const outcome = await ledger.submit({ ...command, effectiveAt: null }, businessKey);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
  }
}
