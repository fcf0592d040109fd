import type pg from "pg";
import { type Cells, readRows, text, whole } from "./read.ts";
import type { AnsweredJob, KeyRow } from "./rows.ts";

/** An idempotency key that exists more than once, and the rows that have it. */
export interface RepeatedKey {
  readonly orgId: string;
  readonly rows: readonly string[];
  readonly count: number;
}

/**
 * Finds idempotency keys that exist more than once (L13): as rows, on entries, or as both. A key can only repeat
 * within one of the two tables if that table's unique index is missing.
 */
export async function readRepeatedKeys(pool: pg.Pool, orgIds: readonly string[]): Promise<RepeatedKey[]> {
  const rows = await readRows(pool, AS_ROWS, [orgIds]);
  const onEntries = await readRows(pool, ON_ENTRIES, [orgIds]);
  const onBoth = await readRows(pool, AS_BOTH, [orgIds]);
  return [
    ...rows.map(([orgId, operation, key, count]) => {
      return { orgId: text(orgId), rows: [`key ${operation} ${key}`], count: whole(count) };
    }),
    ...onEntries.map(([orgId, id, seqs, count]) => {
      const entries = text(seqs).split(",");
      return { orgId: text(orgId), rows: [`key ${id}`, ...entries.map((seq) => `entry ${seq}`)], count: whole(count) };
    }),
    ...onBoth.map(([orgId, operation, key, seq]) => {
      return { orgId: text(orgId), rows: [`key ${operation} ${key}`, `entry ${seq}`], count: 2 };
    }),
  ];
}

const AS_ROWS = `
  SELECT org_id, operation, key, count(*) FROM idempotency_keys WHERE org_id = ANY ($1)
  GROUP BY org_id, operation, key HAVING count(*) > 1`;

/** Returns each repeated key with the first five entries that have it. */
const ON_ENTRIES = `
  SELECT r.org_id, r.key_id, (
      SELECT string_agg(seq::text, ',' ORDER BY seq) FROM (
        SELECT seq FROM entries e WHERE e.org_id = r.org_id AND e.key_id = r.key_id ORDER BY seq LIMIT 5) AS first),
    r.count
  FROM (
    SELECT org_id, key_id, count(*) FROM entries WHERE org_id = ANY ($1) AND key_id IS NOT NULL
    GROUP BY org_id, key_id HAVING count(*) > 1) AS r`;

/**
 * The ids are calculated once for each key, before the joins. As a condition of a join, the function ran for every pair
 * of a key and an entry in some plans: minutes for an organization with a few thousand of both.
 */
const AS_BOTH = `
  WITH k AS MATERIALIZED (
    SELECT org_id, operation, key, key_id_of(org_id, operation, key) AS id FROM idempotency_keys
    WHERE org_id = ANY ($1)
  )
  SELECT k.org_id, k.operation, k.key, e.seq FROM k
  JOIN entries e ON e.org_id = k.org_id AND e.key_id = k.id
  UNION ALL
  SELECT k.org_id, k.operation, k.key, e.seq FROM k
  JOIN entries e ON e.org_id = k.org_id AND e.cause_id = k.id AND e.leg = 1
    AND e.cause_type = 'charge' AND e.payload_id IS NOT NULL
  WHERE k.operation = 'charge'`;

/** Every kind of command that a caller can send with a key. */
const OPERATIONS = new Set([
  "issueGrant",
  "cancelScheduled",
  "issueScheduled",
  "expireGrant",
  "placeHold",
  "settleHold",
  "releaseHold",
  "voidHold",
  "expireHold",
  "charge",
  "recordUsage",
  "startJob",
  "startEndpoint",
  "scaleEndpoint",
  "stopEndpoint",
  "settleEndpoint",
  "settleEpoch",
  "finishJob",
  "resumeJob",
  "setStorage",
  "settleStorage",
  "settleMinimum",
  "refundCharge",
  "revokeGrant",
  "reinstateGrant",
  "forgiveDebt",
]);

/** Reads the key of a command that made no entry, as `readSnapshots` selects it. */
export function readKeyRow([, key, operation, hashLength, accepted, outcome, at]: Cells): KeyRow {
  const rows = [`key ${operation ?? "without operation"} ${key ?? ""}`];
  const answer = parsed(outcome);
  const problem = problemOfKey({ operation, hashLength, accepted, answer });
  return { rows, problem, job: jobIn(answer, operation ?? "", whole(at)) };
}

function problemOfKey({
  operation,
  hashLength,
  accepted,
  answer,
}: {
  operation: string | null | undefined;
  hashLength: string | null | undefined;
  accepted: string | null | undefined;
  answer: Answered | null;
}): string | null {
  if (!OPERATIONS.has(operation ?? "")) return "no command of this name exists";
  if (hashLength !== "32") return "the hash of its payload is not a SHA-256";
  if (answer === null) return "its recorded answer cannot be read";
  // A usage event that gives credit back ends with an entry that cannot store its key.
  const isOfEntry = operation === "recordUsage" && Number.isSafeInteger(answer.seq);
  const isAnswer = typeof answer.balance === "object" && (answer.seq === null || isOfEntry);
  const isRefusal = typeof answer.code === "string" && typeof answer.message === "string";
  if (accepted === "t" && !isAnswer)
    return "it is recorded as accepted, but its answer is none of a command without an entry";
  if (accepted !== "t" && !isRefusal) return "it is recorded as refused, but its answer is no refusal";
  return null;
}

type Answered = Readonly<Record<string, unknown>>;

/** A stored answer or refusal; `null` if it is no JSON object. */
export function parsed(outcome: string | null | undefined): Answered | null {
  try {
    const value: unknown = JSON.parse(outcome ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Answered) : null;
  } catch {
    return null;
  }
}

/** What an answer says about a job; `null` if it is not about one. */
export function jobIn(answer: Answered | null, operation: string, at: number): AnsweredJob | null {
  if (answer === null || typeof answer.job !== "string" || typeof answer.ref !== "string") return null;
  // A refusal names a job by its ref only.
  if (!("chargedTotal" in answer) && !("decision" in answer) && "code" in answer) return null;
  return {
    id: answer.job,
    ref: answer.ref,
    operation,
    state: typeof answer.state === "string" ? answer.state : null,
    at,
  };
}
