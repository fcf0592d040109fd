import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Most charges have no job. Everything that such a charge says stands in its entry and in the entry's series, but
 * for its amount, which does from now on: no row with a header, a key and references of its own. What is left are
 * the charges of jobs, the reports of their meters. `charges` is both, and the name that everything which reads
 * any charge uses.
 */
export class ChargesInEntries1790000014000 implements MigrationInterface {
  name = "ChargesInEntries1790000014000";

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TOUCHED) await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    await runner.query(`
      ALTER TABLE grants DROP CONSTRAINT grants_charge_fkey;
      ALTER TABLE debts DROP CONSTRAINT debts_charge_fkey;
      ALTER TABLE entries ADD COLUMN charged bigint;
    `);
    await runner.query(MOVE_INTO_ENTRIES);
    await runner.query(`
      ALTER TABLE entries ADD CONSTRAINT entries_charged CHECK (charged IS NULL OR (
        charged > 0 AND cause_type = 'charge' AND kind IN ('charged', 'settled') AND leg = 1));
      -- The entry that made it has the charge or the grant that it comes from as its cause.
      ALTER TABLE debts
        ADD CONSTRAINT debts_entry_fkey FOREIGN KEY (org_id, seq) REFERENCES entries (org_id, seq);
      DROP INDEX charges_meter_key;
      ALTER TABLE charges RENAME TO job_charges;
      ALTER TABLE job_charges
        DROP CONSTRAINT charges_amount, DROP CONSTRAINT charges_job_terms, DROP COLUMN hold_id,
        ALTER COLUMN job_id SET NOT NULL, ALTER COLUMN resource SET NOT NULL, ALTER COLUMN rate SET NOT NULL,
        ALTER COLUMN units_milli SET NOT NULL, ALTER COLUMN reported_ms SET NOT NULL,
        ALTER COLUMN chargeable_ms SET NOT NULL,
        ADD CONSTRAINT job_charges_amount CHECK (amount >= 0),
        ADD CONSTRAINT job_charges_meter_key UNIQUE (org_id, job_id, leg);
    `);
    await runner.query(renamed("charges", "job_charges"));
    await runner.query(CHARGES);
    await runner.query(reportsBefore("job_charges"));
    for (const table of TOUCHED)
      await runner.query(`ALTER TABLE ${table === "charges" ? "job_charges" : table} FORCE ROW LEVEL SECURITY`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TOUCHED)
      await runner.query(`ALTER TABLE ${table === "charges" ? "job_charges" : table} NO FORCE ROW LEVEL SECURITY`);
    await runner.query(`
      ALTER TABLE job_charges
        DROP CONSTRAINT job_charges_amount, DROP CONSTRAINT job_charges_meter_key, ADD COLUMN hold_id uuid,
        ALTER COLUMN job_id DROP NOT NULL, ALTER COLUMN resource DROP NOT NULL, ALTER COLUMN rate DROP NOT NULL,
        ALTER COLUMN units_milli DROP NOT NULL, ALTER COLUMN reported_ms DROP NOT NULL,
        ALTER COLUMN chargeable_ms DROP NOT NULL;
      INSERT INTO job_charges (${COLUMNS}) SELECT ${COLUMNS} FROM charges WHERE job_id IS NULL;
      DROP VIEW charges;
      ALTER TABLE job_charges RENAME TO charges;
      ALTER TABLE charges
        ADD CONSTRAINT charges_hold_fkey FOREIGN KEY (org_id, hold_id) REFERENCES holds (org_id, id),
        ADD CONSTRAINT charges_amount CHECK (amount > 0 OR (amount = 0 AND job_id IS NOT NULL)),
        ADD CONSTRAINT charges_job_terms CHECK (job_id IS NULL OR num_nulls(
          resource, rate, units_milli, reported_ms, chargeable_ms) = 0);
      CREATE UNIQUE INDEX charges_meter_key ON charges (org_id, job_id, leg) WHERE job_id IS NOT NULL;
      ALTER TABLE entries DROP COLUMN charged;
      ALTER TABLE debts
        DROP CONSTRAINT debts_entry_fkey,
        ADD CONSTRAINT debts_charge_fkey FOREIGN KEY (org_id, charge_id) REFERENCES charges (org_id, id);
      ALTER TABLE grants
        ADD CONSTRAINT grants_charge_fkey FOREIGN KEY (org_id, charge_id) REFERENCES charges (org_id, id);
    `);
    await runner.query(renamed("job_charges", "charges"));
    await runner.query(reportsBefore("charges"));
    for (const table of TOUCHED) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  }
}

/** The owner may be no superuser, to whom forced row-level security would show nothing. */
const TOUCHED = ["entries", "further_postings", "activity_series", "charges", "debts", "grants", "holds"];

const COLUMNS = `org_id, id, job_id, leg, hold_id, resource, rate, units_milli, reported_ms, chargeable_ms, amount,
        beyond_hold, after_silence, project, member, at, decision, reason, missing`;

/**
 * The hold that a bare settle charged: its first posting is always out of that hold. In entries from before the
 * first posting stood in its entry, it is a row.
 */
const HOLD = `CASE e.kind WHEN 'settled' THEN coalesce(e.first_hold_id, (
      SELECT p.hold_id FROM further_postings p WHERE p.org_id = e.org_id AND p.seq = e.seq AND p.n = 0)) END`;

/** A row goes only where its entry says all of it; another one would be lost with it. */
const MOVE_INTO_ENTRIES = `
  ALTER TABLE entries DISABLE TRIGGER entries_append_only;
  ALTER TABLE charges DISABLE TRIGGER charges_append_only;
  UPDATE entries e SET charged = c.amount
    FROM charges c, activity_series s
    WHERE e.cause_type = 'charge' AND e.kind IN ('charged', 'settled') AND e.leg = 1
      AND c.org_id = e.org_id AND c.id = e.cause_id AND s.org_id = e.org_id AND s.series = e.series
      AND c.job_id IS NULL AND c.leg = 1 AND c.at = e.at AND NOT c.beyond_hold AND NOT c.after_silence
      AND num_nonnulls(c.rate, c.units_milli, c.reported_ms, c.chargeable_ms, c.decision, c.reason, c.missing) = 0
      AND (c.hold_id, c.resource, c.project, c.member) IS NOT DISTINCT FROM (${HOLD}, s.resource, s.project, s.member);
  DELETE FROM charges c USING entries e
    WHERE c.job_id IS NULL AND e.org_id = c.org_id AND e.cause_id = c.id AND e.leg = 1 AND e.cause_type = 'charge'
      AND e.charged = c.amount;
  ALTER TABLE charges ENABLE TRIGGER charges_append_only;
  ALTER TABLE entries ENABLE TRIGGER entries_append_only;
  DO $$ DECLARE r record; BEGIN
    FOR r IN SELECT org_id, id FROM charges WHERE job_id IS NULL LIMIT 1 LOOP
      RAISE EXCEPTION 'charge % of organization % has no entry that says the same: a run of scrip verify tells more',
        r.id, r.org_id;
    END LOOP;
  END $$;
`;

/** Names that follow the table's. */
function renamed(from: string, to: string): string {
  const constraints = ["pkey", "job_fkey", "leg", "meter", "told"];
  return [
    ...constraints.map((name) => `ALTER TABLE ${to} RENAME CONSTRAINT ${from}_${name} TO ${to}_${name}`),
    ...["own", "verify"].map((name) => `ALTER POLICY ${from}_${name} ON ${to} RENAME TO ${to}_${name}`),
    `ALTER TRIGGER ${from}_append_only ON ${to} RENAME TO ${to}_append_only`,
  ].join(";\n");
}

// Labels are sub-selects, so that PostgreSQL looks a charge up by its key through the view: by a constant, or in a
// LATERAL with LIMIT. A plain join of the view reads all entries; `charge-plans.int.test.ts` sees to it.
const label = (name: string): string =>
  `(SELECT s.${name} FROM activity_series s WHERE s.org_id = e.org_id AND s.series = e.series)`;

const CHARGES = `
  CREATE VIEW charges WITH (security_invoker = true) AS
    SELECT org_id, id, job_id, leg, NULL::uuid AS hold_id, resource, rate, units_milli, reported_ms, chargeable_ms,
        amount, beyond_hold, after_silence, project, member, at, decision, reason, missing
      FROM job_charges
    UNION ALL
    SELECT e.org_id, e.cause_id, NULL, e.leg, ${HOLD}, ${label("resource")}, NULL, NULL, NULL, NULL,
        e.charged, false, false, ${label("project")}, ${label("member")}, e.at, NULL, NULL, NULL
      FROM entries e WHERE e.charged IS NOT NULL AND e.cause_type = 'charge' AND e.leg = 1;
  GRANT SELECT ON charges TO scrip_app, scrip_worker, scrip_verify;
`;

/** As it was made with the activities, by the name that the reports of jobs have. */
function reportsBefore(table: string): string {
  return `
  CREATE OR REPLACE FUNCTION reports_before(p_org uuid, p_job uuid, p_at timestamptz) RETURNS integer LANGUAGE plpgsql STABLE AS $$
    DECLARE
      low integer := 0;
      high integer := coalesce((SELECT charges FROM jobs WHERE org_id = p_org AND id = p_job), 0);
      middle integer;
    BEGIN
      WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT at FROM ${table} WHERE org_id = p_org AND job_id = p_job AND leg = middle) < p_at THEN
          low := middle;
        ELSE
          high := middle - 1;
        END IF;
      END LOOP;
      RETURN low;
    END $$;
`;
}
