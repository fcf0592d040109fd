import { hash } from "node:crypto";
import { canonicalEntry, type GrantTerms } from "@scrip/domain/ledger";
import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/**
 * Scheduled grants get their place in the chain, and can be cancelled. The function of every policy resolves its names
 * once, when it is created.
 */
export class HardenLedger1800000006500 implements HomeMigration {
  readonly name = "HardenLedger1800000006500";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, PINNED);
    await runInHome(runner, CANCELLED);
    await runInHome(runner, kindsOf([...KINDS, "grant_scheduled", "grant_cancelled"], ", 'scheduled'", ""));
    await chainScheduled(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Entries of the new kinds stay: the ledger is append-only.
    await runInHome(runner, kindsOf(KINDS, "", " NOT VALID"));
    await runInHome(runner, "ALTER TABLE scheduled_grants DROP COLUMN cancelled");
    await runInHome(runner, AS_TEXT);
  }
}

const PINNED = `
  CREATE OR REPLACE FUNCTION current_org_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('scrip.org_ids', true), '')::uuid[];
`;

const AS_TEXT = `
  CREATE OR REPLACE FUNCTION current_org_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('scrip.org_ids', true), '')::uuid[] $$;
`;

const CANCELLED = `
  ALTER TABLE scheduled_grants ADD COLUMN cancelled boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT scheduled_grants_end CHECK (NOT (issued AND cancelled));
  GRANT UPDATE (cancelled) ON scheduled_grants TO scrip_app, scrip_worker, scrip_ledger;
`;

/** The frequent kinds come first: PostgreSQL compares a value with the list from its beginning. */
const KINDS = [
  "charged",
  "hold_placed",
  "settled",
  "grant_issued",
  "grant_expired",
  "grant_revoked",
  "grant_reinstated",
  "hold_grown",
  "hold_released",
  "hold_voided",
  "hold_expired",
  "debt_forgiven",
];

function kindsOf(kinds: readonly string[], causes: string, valid: string): string {
  return `
    ALTER TABLE entries DROP CONSTRAINT entries_kind, DROP CONSTRAINT entries_cause,
      ADD CONSTRAINT entries_kind CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")}))${valid},
      ADD CONSTRAINT entries_cause CHECK (cause_type IN ('grant', 'hold', 'charge', 'debt'${causes}) AND leg >= 1)${valid};
  `;
}

interface ScheduledRow {
  readonly orgId: string;
  readonly id: string;
  readonly source: GrantTerms["source"];
  readonly kind: GrantTerms["kind"];
  readonly amount: string;
  readonly effectiveAt: string;
  readonly expiresAt: string | null;
  readonly businessKey: string;
}

interface HeadRow {
  readonly seq: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly hash: string;
  readonly available: string;
  readonly reserved: string;
  readonly owed: string;
}

/**
 * Writes, for each grant that was scheduled before the chain covered it, the entry that scheduling makes now. The entry
 * has the time of the migration and no key, and moves nothing.
 */
async function chainScheduled(runner: QueryRunner): Promise<void> {
  // The policies bind the owner of the tables too, who sees no row.
  const forced: { name: string }[] = await runner.query(
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relforcerowsecurity AND relnamespace = current_schema()::regnamespace",
  );
  const each = (how: string): Promise<unknown> =>
    runner.query(forced.map(({ name }) => `ALTER TABLE ${name} ${how} ROW LEVEL SECURITY`).join("; "));
  if (forced.length > 0) await each("NO FORCE");
  const rows: ScheduledRow[] = await runner.query(`
    SELECT org_id AS "orgId", id, source, kind, amount::text, ${ms("effective_at")} AS "effectiveAt",
      ${ms("expires_at")} AS "expiresAt", business_key AS "businessKey" FROM scheduled_grants ORDER BY org_id, id`);
  for (const row of rows) await chainOne(runner, row);
  if (forced.length > 0) await each("FORCE");
}

async function chainOne(runner: QueryRunner, { orgId, ...row }: ScheduledRow): Promise<void> {
  const [head]: HeadRow[] = await runner.query(
    `SELECT seq::text, encode(hash, 'hex') AS hash, available::text, reserved::text, owed::text,
        ${ms("greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())))")} AS at,
        ${ms("date_trunc('milliseconds', clock_timestamp())")} AS "recordedAt"
      FROM organizations WHERE org_id = $1 FOR UPDATE`,
    [orgId],
  );
  if (head === undefined) return;
  const grant: GrantTerms = {
    ...row,
    amount: BigInt(row.amount),
    effectiveAt: Number(row.effectiveAt),
    expiresAt: row.expiresAt === null ? null : Number(row.expiresAt),
  };
  const seq = Number(head.seq) + 1;
  const entry = {
    seq,
    at: Number(head.at),
    kind: "grant_scheduled",
    actor: { type: "system", id: null },
    cause: { type: "scheduled", grant },
    leg: 1,
    postings: [],
    after: { available: BigInt(head.available), reserved: BigInt(head.reserved), owed: BigInt(head.owed) },
  } as const;
  const recorded = { at: Number(head.recordedAt), key: null, told: null };
  const chained = hash("sha256", `${head.hash}\n${canonicalEntry(orgId, entry, recorded)}`);
  const series = seriesOf(orgId);
  await runner.query(
    "INSERT INTO activity_series (org_id, series, kind) VALUES ($1, $2, 'grant_scheduled') ON CONFLICT DO NOTHING",
    [orgId, series],
  );
  await runner.query(
    `INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, cause_type, cause_id, leg, available, reserved,
        owed, hash, series, net)
      VALUES ($1, $2, to_timestamp($3::numeric / 1000), to_timestamp($4::numeric / 1000), 'grant_scheduled', 'system',
        'scheduled', $5, 1, $6, $7, $8, decode($9, 'hex'), $10, 0)`,
    [orgId, seq, head.at, head.recordedAt, row.id, head.available, head.reserved, head.owed, chained, series],
  );
  await runner.query(
    "UPDATE organizations SET seq = $2, at = to_timestamp($3::numeric / 1000), hash = decode($4, 'hex') WHERE org_id = $1",
    [orgId, seq, head.at, chained],
  );
}

/** The number of the series of scheduled grants: `series_of` in the sql files, which no migration calls. */
function seriesOf(orgId: string): string {
  return String(hash("sha256", `36:${orgId}15:grant_scheduled---`, "buffer").readBigInt64BE());
}

function ms(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::bigint::text`;
}
