import type pg from "pg";
import { AuditCheck, type AuditHeadRow, type AuditRow } from "./check-audit.ts";
import { type Finding, Findings } from "./finding.ts";
import type { ChainHead } from "./head.ts";
import { type Cells, ms, problemOf, readRows, streamRows, text, whole } from "./read.ts";

/** The audit log of one organization, or of the platform, after its check. */
export interface CheckedAudit {
  readonly head: ChainHead;
  readonly entries: number;
  readonly findings: readonly Finding[];
}

/**
 * Replays the audit logs of organizations. One snapshot has the heads, the entries and their details.
 * @param known heads that were saved outside the database, by organization
 */
export async function checkAudits(
  pool: pg.Pool,
  orgIds: readonly string[],
  known: ReadonlyMap<string, ChainHead | undefined>,
): Promise<Map<string, CheckedAudit>> {
  return inSnapshot(pool, async (client) => {
    const logs = new Map(orgIds.map((orgId) => [orgId, new Log(orgId, known.get(orgId))]));
    await streamRows(client, HEADS, [orgIds], ([orgId, ...head]) => logs.get(text(orgId))?.takeHead(head));
    await streamRows(client, ENTRIES, [orgIds], ([orgId, ...row]) => logs.get(text(orgId))?.take(row));
    return new Map([...logs].map(([orgId, log]) => [orgId, log.end()]));
  });
}

/** Replays the audit log of the platform. @returns `null` if the platform's home is not in this database */
export async function checkPlatformAudit(platform: pg.Pool, known?: ChainHead): Promise<CheckedAudit | null> {
  const [home] = await readRows(platform, "SELECT to_regclass('platform_audit_heads')::text", []);
  if (home?.[0] == null) return null;
  return inSnapshot(platform, async (client) => {
    const log = new Log(null, known);
    await streamRows(client, PLATFORM_HEADS, [], (row) => log.takeHead(row));
    await streamRows(client, PLATFORM_ENTRIES, [], (row) => log.take(row));
    return log.end();
  });
}

/** One log while it is read. */
class Log {
  readonly #findings: Findings;
  readonly #check: AuditCheck;
  #entries = 0;

  constructor(orgId: string | null, known: ChainHead | undefined) {
    this.#findings = new Findings(orgId);
    this.#check = new AuditCheck(orgId ?? "platform", known ?? null, this.#findings.report);
  }

  takeHead(cells: Cells): void {
    this.#reading("head", () => this.#check.storedHead(readHead(cells)));
  }

  take(cells: Cells): void {
    this.#entries += 1;
    this.#reading(`row ${cells[0] ?? "without number"}`, () => this.#check.row(readRow(cells)));
  }

  /** A malformed row is a finding: it must not end the run and hide the others. */
  #reading(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#findings.report("L32", ["audit log"], `its ${what} cannot be read: ${problemOf(error)}`);
    }
  }

  end(): CheckedAudit {
    this.#check.end();
    return { head: this.#check.head, entries: this.#entries, findings: this.#findings.all() };
  }
}

async function inSnapshot<Result>(pool: pg.Pool, read: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const result = await read(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

const HEAD_COLUMNS = `seq, ${ms("at")}, encode(hash, 'hex')`;
const HEADS = `SELECT org_id, ${HEAD_COLUMNS} FROM audit_heads WHERE org_id = ANY ($1)`;
const PLATFORM_HEADS = `SELECT ${HEAD_COLUMNS} FROM platform_audit_heads`;

const ROW_COLUMNS = `
  e.seq IS NOT NULL, ${ms("e.at")}, e.actor_type, e.actor_id, e.action, e.target_type, e.target_id, e.outcome,
  encode(e.details_hash, 'hex'), encode(e.hash, 'hex'), encode(d.salt, 'hex'), d.details`;
const ENTRIES = `
  SELECT org_id, seq, ${ROW_COLUMNS}
  FROM (SELECT * FROM audit_entries WHERE org_id = ANY ($1)) e
    FULL JOIN (SELECT * FROM audit_details WHERE org_id = ANY ($1)) d USING (org_id, seq)
  ORDER BY org_id, seq`;
const PLATFORM_ENTRIES = `
  SELECT seq, ${ROW_COLUMNS} FROM platform_audit_entries e FULL JOIN platform_audit_details d USING (seq) ORDER BY seq`;

function readHead([seq, at, hash]: Cells): AuditHeadRow {
  return { seq: whole(seq), at: whole(at), hash: text(hash) };
}

function readRow(cells: Cells): AuditRow {
  const [seq, isEntry, at, actorType, actorId, action, targetType, targetId, outcome, ...rest] = cells;
  const [detailsHash, hash, salt, details] = rest;
  return {
    seq: whole(seq),
    entry:
      isEntry === "t"
        ? {
            at: whole(at),
            actorType: text(actorType),
            actorId: actorId ?? null,
            action: text(action),
            targetType: targetType ?? null,
            targetId: targetId ?? null,
            outcome: text(outcome),
            detailsHash: detailsHash ?? null,
            hash: text(hash),
          }
        : null,
    details: salt == null && details == null ? null : { salt: text(salt), content: contentOf(text(details)) },
  };
}

function contentOf(json: string): Readonly<Record<string, unknown>> {
  const content: unknown = JSON.parse(json);
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw new Error("its details are no object");
  return content as Readonly<Record<string, unknown>>;
}
