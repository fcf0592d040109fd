import type pg from "pg";
import { readRows, text } from "./read.ts";

/** The tables of a cell on Citus: each has the rows in one shard, a table of its own that ordinary sessions do not see. */
export interface Shards {
  /** The ends of the shards' names, such as `_102008`. The names of their indexes and triggers have the same ends. */
  readonly suffixes: readonly string[];
}

/** The shards of a schema that Citus distributes; `null` on plain PostgreSQL, and for a schema of ordinary tables. */
export async function readShards(client: pg.PoolClient, schema: string): Promise<Shards | null> {
  const [citus] = await readRows(client, "SELECT 1 FROM pg_extension WHERE extname = 'citus'", []);
  if (citus === undefined) return null;
  const rows = await readRows(
    client,
    "SELECT shardid FROM pg_dist_shard JOIN pg_class ON pg_class.oid = logicalrelid WHERE relnamespace = $1::oid",
    [schema],
  );
  return rows.length === 0 ? null : { suffixes: rows.map(([id]) => `_${text(id)}`) };
}

/** Lets a session see shards in the system catalog, or hides them again. */
export async function showShards(client: pg.PoolClient, isShown: boolean): Promise<void> {
  await client.query(`SET citus.override_table_visibility = ${isShown ? "off" : "on"}`);
}

/** Tables of the preparation, whose columns and keys are no facts. */
const PREPARATION = /^(column|constraint|index) (migrations|sql_functions|serves_from)\./;

/**
 * The facts of a cell on Citus, without the numbers of shards. A table and its shard have the same facts, so each is
 * once in the result. If they differ, both are there, and one of them is not expected.
 */
export function withoutShards(facts: readonly string[], { suffixes }: Shards): string[] {
  const known = new Set(suffixes);
  const named = facts.map((fact) => withoutParentheses(fact.replace(/_\d+\b/g, (end) => (known.has(end) ? "" : end))));
  return [...new Set(named.filter((fact) => !PREPARATION.test(fact)))];
}

/** PostgreSQL prints a check of several conditions with other parentheses after Citus has copied it. */
function withoutParentheses(fact: string): string {
  return fact.startsWith("constraint ") ? fact.replace(/[()]/g, "") : fact;
}

/** References that have a foreign key on Citus: there, a trigger with a transition table crashes the server. */
const REFERENCES: Readonly<Record<string, string>> = {
  "entries.entries_grant": "FOREIGN KEY (org_id, first_grant_id) REFERENCES grants(org_id, id)",
  "entries.entries_hold": "FOREIGN KEY (org_id, first_hold_id) REFERENCES holds(org_id, id)",
  "hold_slices.hold_slices_grant": "FOREIGN KEY (org_id, grant_id) REFERENCES grants(org_id, id)",
  "hold_slices.hold_slices_hold": "FOREIGN KEY (org_id, hold_id) REFERENCES holds(org_id, id)",
};

/** Functions with another body, by another way to the same result. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  "mark_blocks(uuid, bigint, bigint)": "plpgsql v  94186ede33604b685c2dddf3c0613eab 8ec5d6a3796ad69734fcf7a9e7c61766",
  "grant_moves(uuid, bigint, bigint)": "plpgsql s  search_path=public,pg_temp 2794bf5f8358482ffb49055a59306106",
};

/**
 * What a fact of plain PostgreSQL is in a cell on Citus. There, foreign keys are checked at the end of the transaction,
 * and policies have no sub-select.
 */
export function onCitus(fact: string): string {
  if (fact.startsWith("policy "))
    return fact.replace("(( SELECT current_org_ids() AS current_org_ids)::uuid[])", "(current_org_ids())");
  const name = fact.slice(fact.indexOf(" ") + 1, fact.indexOf(":"));
  const body = fact.startsWith("function ") ? FUNCTIONS[name] : undefined;
  if (body !== undefined) return `function ${name}: ${body}`;
  const reference = fact.startsWith("trigger ") ? REFERENCES[name] : undefined;
  if (reference !== undefined) return onCitus(`constraint ${name}: ${reference}`);
  const isReference = fact.startsWith("constraint ") && fact.includes(": FOREIGN KEY ");
  return withoutParentheses(isReference ? `${fact} DEFERRABLE INITIALLY DEFERRED` : fact);
}
