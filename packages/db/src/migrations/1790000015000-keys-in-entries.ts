import type { MigrationInterface, QueryRunner } from "typeorm";
import { columns, LOAD_BY_COLUMNS, loadByColumns, plain, plainOrNone, texts } from "./1790000009100-load-by-columns.ts";

/**
 * The idempotency key of a command stands in the last entry that it made, as a number of sixteen bytes, with half
 * of the payload's hash and what of the answer the entry does not say: nothing, mostly. A charge without a job has
 * that number as its own id, which its entry names as its cause, so that it has no key beside it. A row of `idempotency_keys`
 * with both texts, twice the operation and key, was more than a third of what a charge leaves behind. Refusals and
 * what moved nothing have no entry and stay rows, as do keys from before.
 */
export class KeysInEntries1790000015000 implements MigrationInterface {
  name = "KeysInEntries1790000015000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entries
        ADD COLUMN key_id uuid, ADD COLUMN payload_id uuid, ADD COLUMN answer text,
        ADD CONSTRAINT entries_key CHECK (CASE
          WHEN payload_id IS NULL THEN key_id IS NULL AND answer IS NULL
          ELSE (key_id IS NULL) = (kind = 'charged') END);
      -- Of a charge without a job the id of its cause is its key's: it is in no further index.
      CREATE UNIQUE INDEX entries_key_id ON entries (org_id, key_id) WHERE key_id IS NOT NULL;
    `);
    await runner.query(KEY_ID_OF);
    // A process of before must not go on: it would not find the keys of entries, and do things twice.
    await runner.query(`DROP FUNCTION lock_and_load`);
    await runner.query(LOAD_KEYS_OF_ENTRIES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entries NO FORCE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM entries WHERE payload_id IS NOT NULL) THEN
          RAISE EXCEPTION 'entries have idempotency keys, whose texts are not kept: without them these commands could be done twice';
        END IF;
      END $$;
      ALTER TABLE entries FORCE ROW LEVEL SECURITY;
      DROP FUNCTION lock_and_load;
    `);
    await runner.query(LOAD_BY_COLUMNS);
    await runner.query(`
      DROP FUNCTION key_id_of;
      ALTER TABLE entries DROP COLUMN key_id, DROP COLUMN payload_id, DROP COLUMN answer;
    `);
  }
}

const KEY_ID_OF = `
  -- The number of a key: the first sixteen bytes of SHA-256 over organization, operation and key, each with
  -- its length in bytes before it, as a UUID of version 8. The ledger's writer has the same in TypeScript.
  CREATE FUNCTION key_id_of(p_org uuid, p_operation text, p_key text) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT overlay(overlay(hex PLACING '8' FROM 13)
          PLACING substr('89ab', ('x' || substr(hex, 17, 1))::bit(4)::integer % 4 + 1, 1) FROM 17)::uuid
        FROM encode(substr(sha256(convert_to(
          '36:' || p_org::text || octet_length(p_operation) || ':' || p_operation || octet_length(p_key) || ':' || p_key,
          'UTF8')), 1, 16), 'hex') AS hex
    $$`;

export const LOAD_KEYS_OF_ENTRIES = loadByColumns(
  " p_key_ids uuid[],",
  `'keys', (SELECT ${columns(
    plain("a.id"),
    plain("encode(k.payload_hash, 'hex')"),
    plain("k.accepted"),
    texts("k.outcome"),
  )} FROM unnest(p_key_orgs, p_key_operations, p_keys, p_key_ids) AS a (org_id, operation, key, id)
      CROSS JOIN LATERAL (SELECT * FROM idempotency_keys
        WHERE org_id = a.org_id AND operation = a.operation AND key = a.key LIMIT 1) AS k),
  'entryKeys', (SELECT ${columns(
    plain("a.id"),
    plain("e.payload_id"),
    plain("a.operation"),
    plain("e.seq"),
    plain("e.cause_id"),
    plain("e.net"),
    plainOrNone("e.first_amount"),
    plainOrNone("e.first_hold_id"),
    plainOrNone("e.first_released"),
    plain("e.available"),
    plain("e.reserved"),
    plain("e.owed"),
    texts("e.answer"),
  )} FROM unnest(p_key_orgs, p_key_ids, p_key_operations) AS a (org_id, id, operation)
      CROSS JOIN LATERAL (
        (SELECT * FROM entries WHERE org_id = a.org_id AND key_id = a.id AND a.operation <> 'charge' LIMIT 1)
        UNION ALL (SELECT * FROM entries WHERE org_id = a.org_id AND cause_id = a.id AND leg = 1
          AND cause_type = 'charge' AND a.operation = 'charge' LIMIT 1)) AS e)`,
);
