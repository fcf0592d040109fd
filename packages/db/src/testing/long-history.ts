import type { DataSource } from "typeorm";

/** The first entry of a long history is one second after this instant; one more follows each second. */
export const LONG_AGO = Date.UTC(2026, 0, 1);

/**
 * Loads a history of many entries into an empty organization: concurrent jobs of 250 settles each, and some grants.
 * Every settle is one micro-dollar. One of the oldest jobs has the project `rare`. The owner loads it by SQL with blank
 * hashes, so `verify` would not pass it.
 */
export async function longHistory(owner: DataSource, orgId: string, entries: number): Promise<void> {
  const jobs = Math.ceil(entries / 250);
  await owner.transaction(async (manager) => {
    // Each row is correct by construction; looking up every reference would take most of the time.
    await manager.query("SET LOCAL session_replication_role = replica");
    await manager.query("SET LOCAL statement_timeout = 0");
    await manager.query(PLAN, [entries, jobs, new Date(LONG_AGO).toISOString()]);
    for (const sql of ROWS) await manager.query(sql, sql.includes("$1") ? [orgId] : []);
    await manager.query("SELECT mark_blocks(org_id, seq, seq) FROM organizations WHERE org_id = $1", [orgId]);
  });
  // As autovacuum does soon after a table has grown that much.
  await owner.query("ANALYZE");
}

// `leg` counts the entries of a job: its first one places the hold, the others are settles.
const PLAN = `
  CREATE TEMPORARY TABLE plan ON COMMIT DROP AS
  SELECT i AS seq, CASE WHEN i % 5000 = 1 THEN NULL WHEN i < 2000 AND i % 500 = 2 THEN 0 ELSE (1 + i::bigint * 7919 % ($2::int - 1))::int END AS job,
    $3::timestamptz + i * interval '1 second' AS at FROM generate_series(1, $1::int) AS i`;

const NUMBERED = `
  SELECT *, row_number() OVER (PARTITION BY job ORDER BY seq) AS leg,
    count(*) FILTER (WHERE job IS NULL) OVER (ORDER BY seq) AS grants FROM plan`;

const id = (prefix: string, number: string) => `md5('${prefix}' || ${number})::uuid`;
const RESOURCE = "(ARRAY['gpu.rtx-3090', 'gpu.l40s', 'gpu.h100-80gb', 'endpoint.cpu-2'])[1 + job % 4]";
const PROJECT = "CASE WHEN job = 0 THEN 'rare' ELSE 'project-' || job % 10 END";
const MEMBER = "CASE WHEN job % 7 = 0 THEN NULL ELSE 'member-' || job % 23 END";
const SERIES = `series_of($1, kind, ${RESOURCE}, ${PROJECT}, ${MEMBER})`;
const KIND = "CASE WHEN job IS NULL THEN 'grant_issued' WHEN leg = 1 THEN 'hold_placed' ELSE 'settled' END";

const ROWS = [
  `CREATE TEMPORARY TABLE numbered ON COMMIT DROP AS SELECT *, ${KIND} AS kind FROM (${NUMBERED}) n`,
  `INSERT INTO grants SELECT $1, ${id("grant", "seq")}, 'code', CASE WHEN seq % 10000 = 1 THEN 'promotional' ELSE 'paid' END,
      1000000000, at, NULL, 'grant ' || seq, 1000000000, 0, 0, 0, 0, true, 1 FROM numbered WHERE job IS NULL`,
  `INSERT INTO jobs SELECT $1, ${id("job", "job")}, 'job-' || job, ${RESOURCE}, 'training', 'epochs', 440000000, 1000, NULL,
      ${PROJECT}, ${MEMBER}, 1, min(at), 'completed', NULL, 0, 1000 * (count(*) - 1), 1000 * (count(*) - 1),
      count(*) - 1, count(*) - 1, NULL, max(at) FROM numbered WHERE job IS NOT NULL GROUP BY job`,
  `INSERT INTO holds SELECT $1, ${id("hold", "job")}, ${id("job", "job")}, 1000, 'settled', NULL, 1
      FROM numbered WHERE leg = 1 AND job IS NOT NULL`,
  `INSERT INTO job_charges (org_id, id, job_id, leg, resource, rate, units_milli, reported_ms, chargeable_ms, amount,
        beyond_hold, after_silence, project, member, at)
      SELECT $1, ${id("charge", "seq")}, ${id("job", "job")}, leg - 1, ${RESOURCE}, 440000000, 1000, 1000 * (leg - 1),
        1000 * (leg - 1), 1, false, false, ${PROJECT}, ${MEMBER}, at FROM numbered WHERE kind = 'settled'`,
  `INSERT INTO activity_series SELECT DISTINCT $1::uuid, ${SERIES}, kind, ${RESOURCE}, ${PROJECT}, ${MEMBER} FROM numbered`,
  `INSERT INTO entries SELECT $1, seq, at, at, kind, 'system', NULL,
        CASE kind WHEN 'grant_issued' THEN 'grant' WHEN 'hold_placed' THEN 'hold' ELSE 'charge' END,
        CASE kind WHEN 'grant_issued' THEN ${id("grant", "seq")} WHEN 'hold_placed' THEN ${id("hold", "job")}
          ELSE ${id("charge", "seq")} END,
        1, grants * 1000000000 - (count(*) FILTER (WHERE kind = 'settled') OVER (ORDER BY seq)), 0, 0,
        decode(repeat('00', 32), 'hex'), ${SERIES},
        CASE kind WHEN 'grant_issued' THEN 1000000000 WHEN 'settled' THEN -1 ELSE 0 END
      FROM numbered ORDER BY seq`,
  `INSERT INTO further_postings SELECT $1, seq, 0, CASE WHEN job IS NULL THEN 'issued' ELSE 'avail' END,
        CASE kind WHEN 'grant_issued' THEN 'avail' WHEN 'settled' THEN 'spent' ELSE 'held' END,
        CASE WHEN job IS NULL THEN 1000000000 ELSE 1 END, ${id("grant", "(grants - 1) * 5000 + 1")},
        CASE WHEN kind = 'hold_placed' THEN ${id("hold", "job")} END, NULL FROM numbered ORDER BY seq`,
  `UPDATE organizations o SET (seq, at, available) = (
        SELECT e.seq, e.at, e.available FROM entries e WHERE e.org_id = o.org_id ORDER BY e.seq DESC LIMIT 1)
      WHERE org_id = $1`,
];
