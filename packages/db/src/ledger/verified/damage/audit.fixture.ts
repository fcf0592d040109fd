import { changed, type Damage, damage, doubled, invented, NOWHERE, removed } from "./damage.fixture.ts";
import type { Seed } from "./seed.fixture.ts";

/** The tables of one log, and a condition for its rows. */
interface Log {
  readonly heads: string;
  readonly entries: string;
  readonly details: string;
  readonly chain: (seed: Seed) => string;
  readonly rows: (seed: Seed) => string;
}

const OF_ORGANIZATION: Log = {
  heads: "audit_heads",
  entries: "audit_entries",
  details: "audit_details",
  chain: ({ org }) => org,
  rows: ({ org }) => `org_id = '${org}'`,
};

const OF_PLATFORM: Log = {
  heads: "platform_audit_heads",
  entries: "platform_audit_entries",
  details: "platform_audit_details",
  chain: () => "platform",
  rows: () => "true",
};

/** Damages of a log. Its entries are numbered 1 to 4, and only the last one has no details. */
function damagesOf({ heads, entries, details, chain, rows }: Log): readonly Damage[] {
  const nth =
    (seq: number) =>
    (seed: Seed): string =>
      `${rows(seed)} AND seq = ${seq}`;
  const second = nth(2);
  const beyond = { seq: 9 };
  return [
    changed(entries, "seq = 9", second),
    changed(entries, "at = at - interval '1 ms'", second),
    changed(entries, "at = NULL", second),
    changed(entries, "actor_type = 'operator'", second),
    changed(entries, `actor_id = '${NOWHERE}'`, second),
    changed(entries, "actor_id = NULL", second),
    changed(entries, "action = 'member.left'", second),
    changed(entries, "target_type = 'person'", second),
    changed(entries, `target_id = '${NOWHERE}'`, second),
    changed(entries, "target_type = NULL, target_id = NULL", second),
    changed(entries, "outcome = 'denied'", second),
    changed(entries, "details_hash = NULL", second),
    changed(entries, "details_hash = sha256('')", nth(4)),
    changed(entries, "hash = sha256('')", second),
    changed(entries, "hash = sha256('')", nth(4)),
    removed(entries, "an entry", second),
    removed(entries, "the first entry", nth(1)),
    removed(entries, "the last entry", nth(4)),
    doubled(entries, second),
    invented(entries, "an entry beyond the head", () => beyond, second),
    invented(entries, "an entry before the first", () => ({ seq: 0 }), second),
    damage(
      `${entries}: two change places`,
      (seed) => `UPDATE ${entries} SET seq = 5 - seq WHERE ${rows(seed)} AND seq IN (2, 3)`,
    ),
    damage(
      `${entries}: the history is rewritten with its hashes`,
      (seed) => `UPDATE ${entries} SET outcome = 'denied' WHERE ${nth(1)(seed)};
        ${rehashed(entries, chain(seed), rows(seed))};
        UPDATE ${heads} SET hash = (SELECT hash FROM ${entries} WHERE ${nth(4)(seed)}) WHERE ${rows(seed)}`,
    ),
    damage(
      `${entries}: the last entry is gone, and the head is set back`,
      (seed) => `DELETE FROM ${entries} WHERE ${nth(4)(seed)};
        UPDATE ${heads} SET (seq, at, hash) = (SELECT seq, at, hash FROM ${entries} WHERE ${nth(3)(seed)}) WHERE ${rows(seed)}`,
    ),

    changed(details, "salt = sha256('')", second),
    changed(details, "salt = NULL", second),
    changed(details, `details = details || '{"role": "owner"}'`, second),
    changed(details, `details = details || '{"by": "eve"}'`, second),
    changed(details, "details = details - 'role'", second),
    changed(details, "details = '[]'", second),
    changed(details, "seq = 4", second),
    changed(details, "seq = 9", second),
    removed(details, "a row, which is erased,", second),
    doubled(details, second),

    changed(heads, "seq = seq + 1", rows),
    changed(heads, "seq = seq - 1", rows),
    changed(heads, "at = at + interval '1 ms'", rows),
    changed(heads, "hash = sha256('')", rows),
    changed(heads, "hash = NULL", rows),
    removed(heads, "a head", rows),
    doubled(heads, rows),
  ];
}

/** Computes the hashes of a log again. */
function rehashed(entries: string, chain: string, rows: string): string {
  const text = (part: string): string => `coalesce(to_json(${part})::text, 'null')`;
  return `DO $$ DECLARE e record; before text := repeat('0', 64); BEGIN
    FOR e IN SELECT * FROM ${entries} WHERE ${rows} ORDER BY seq LOOP
      before := encode(sha256(convert_to(before || chr(10) || '["scrip.audit/1","${chain}","' || e.seq || '",'
        || trunc(extract(epoch FROM e.at) * 1000) || ',["' || e.actor_type || '",' || ${text("e.actor_id")} || '],"'
        || e.action || '",["' || e.target_type || '","' || e.target_id || '"],"' || e.outcome || '",'
        || ${text("encode(e.details_hash, 'hex')")} || ']', 'UTF8')), 'hex');
      UPDATE ${entries} SET hash = decode(before, 'hex') WHERE ${rows} AND seq = e.seq;
    END LOOP; END $$`;
}

export const AUDIT: readonly Damage[] = [
  ...damagesOf(OF_ORGANIZATION),
  damage(
    "audit_heads: the log of an organization that does not exist",
    () => `INSERT INTO audit_heads VALUES ('${NOWHERE}', 0, now(), sha256(''))`,
  ),
  ...damagesOf(OF_PLATFORM),
];
