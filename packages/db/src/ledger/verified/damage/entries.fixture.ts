import { changed, type Damage, damage, doubled, invented, NOWHERE, removed } from "./damage.fixture.ts";
import type { Seed } from "./seed.fixture.ts";

const seqOf = (seed: Seed, condition: string): string =>
  `(SELECT min(seq) FROM entries WHERE org_id = '${seed.org}' AND ${condition})`;
const entry = (condition: string) => (seed: Seed) => `org_id = '${seed.org}' AND seq = ${seqOf(seed, condition)}`;
const CHARGED = entry("kind = 'charged'");
const PLACED = entry("kind = 'hold_placed'");
const SETTLED = entry("kind = 'settled' AND first_released IS NOT NULL");
const ISSUED = entry("kind = 'grant_issued'");
const KEYED = entry("key_id IS NOT NULL AND answer IS NOT NULL AND kind = 'settled'");
const last = ({ org }: Seed): string =>
  `org_id = '${org}' AND seq = (SELECT seq FROM organizations WHERE org_id = '${org}')`;

export const ENTRIES: readonly Damage[] = [
  changed("entries", "seq = 9000", CHARGED),
  changed("entries", "at = at + interval '1 ms'", CHARGED),
  changed("entries", "at = 'infinity'", CHARGED),
  changed("entries", "recorded_at = recorded_at - interval '1 day'", CHARGED),
  changed("entries", "kind = 'settled'", CHARGED),
  changed("entries", "kind = 'gift'", CHARGED),
  changed("entries", "kind = NULL", CHARGED),
  changed("entries", "actor_type = 'member'", CHARGED),
  changed("entries", `actor_id = '${NOWHERE}'`, CHARGED),
  changed("entries", "cause_type = 'weather'", CHARGED),
  changed("entries", "cause_type = 'hold'", CHARGED),
  changed("entries", `cause_id = '${NOWHERE}'`, CHARGED),
  changed("entries", "leg = 2", PLACED),
  changed("entries", "available = available + 1", CHARGED),
  changed("entries", "available = NULL", CHARGED),
  changed("entries", "reserved = reserved + 1", CHARGED),
  changed("entries", "owed = 1", CHARGED),
  changed("entries", "hash = decode(repeat('ab', 32), 'hex')", CHARGED),
  changed("entries", "hash = NULL", CHARGED),
  changed("entries", "series = series + 1", CHARGED),
  changed("entries", "net = net + 1", CHARGED),
  changed("entries", "first_amount = first_amount + 1", CHARGED),
  changed("entries", `first_grant_id = '${NOWHERE}'`, CHARGED),
  changed("entries", `first_hold_id = '${NOWHERE}'`, PLACED),
  changed("entries", "first_released = first_released + 1", SETTLED),
  changed("entries", "charged = charged - 1", CHARGED),
  changed("entries", "key_id = NULL, payload_id = NULL, answer = NULL", KEYED),
  changed("entries", `key_id = '${NOWHERE}'`, KEYED),
  changed("entries", `payload_id = '${NOWHERE}'`, KEYED),
  changed("entries", "payload_id = NULL", CHARGED),
  changed("entries", "answer = replace(answer, 'charged', 'charmed')", KEYED),
  changed("entries", "answer = 'not JSON'", KEYED),
  changed("entries", "answer = NULL", KEYED),
  changed("entries", `answer = '{"state":"failed"}'`, CHARGED),
  changed(
    "entries",
    `key_id = '${NOWHERE}', payload_id = '${NOWHERE}', answer = '{}'`,
    entry("kind = 'grant_expired' OR key_id IS NULL AND payload_id IS NULL"),
  ),
  doubled("entries", CHARGED),
  removed("entries", "an entry", CHARGED),
  removed("entries", "the last entry", last),
  invented("entries", "an entry beyond the head", () => ({ seq: 9000, cause_id: NOWHERE }), CHARGED),
  invented("entries", "an entry before the first", () => ({ seq: 0, cause_id: NOWHERE }), CHARGED),
  damage(
    "entries: two change places",
    (seed) => `UPDATE entries SET seq = 3 - seq WHERE org_id = '${seed.org}' AND seq IN (1, 2)`,
  ),
  damage(
    "entries: two are malformed, and a balance is wrong elsewhere",
    (
      seed,
    ) => `UPDATE entries SET kind = NULL WHERE ${PLACED(seed)}; UPDATE entries SET cause_type = 'x' WHERE ${CHARGED(seed)};
      UPDATE grants SET avail = avail + 1 WHERE org_id = '${seed.long}'`,
  ),
  changed("further_postings", "amount = amount + 1", further()),
  changed("further_postings", "amount = NULL", further()),
  changed("further_postings", "from_bucket = 'issued'", further()),
  changed("further_postings", "to_bucket = 'expired'", further()),
  changed("further_postings", `grant_id = '${NOWHERE}'`, further()),
  changed("further_postings", `hold_id = '${NOWHERE}'`, further()),
  changed("further_postings", `debt_id = '${NOWHERE}'`, further()),
  changed("further_postings", "seq = 9000", further()),
  changed("further_postings", "seq = 1, n = 9", further()),
  doubled("further_postings", further()),
  removed("further_postings", "a posting", further()),
  invented("further_postings", "a posting beyond the head", () => ({ seq: 9000 }), further()),
  invented("further_postings", "a posting before the first entry", () => ({ seq: 0 }), further()),
  invented("further_postings", "a posting", () => ({ seq: 1, n: 8 }), further()),
  ...["kind = 'charged'", "resource = 'gpu'", "project = 'p'", "member = 'm'"].map((set) =>
    changed("activity_series", set, (seed) => `series = (SELECT series FROM entries WHERE ${SETTLED(seed)})`),
  ),
  removed("activity_series", "a series", (seed) => `series = (SELECT series FROM entries WHERE ${ISSUED(seed)})`),
  invented(
    "activity_series",
    "a series",
    () => ({ series: 7, kind: "charged" }),
    ({ org }) => `org_id = '${org}'`,
  ),
  doubled("activity_series", (seed) => `series = (SELECT series FROM entries WHERE ${ISSUED(seed)})`),
  removed("marked_blocks", "a block with its marks", ({ long }) => `org_id = '${long}'`),
  doubled("marked_blocks", ({ long }) => `org_id = '${long}'`),
  invented(
    "marked_blocks",
    "a block beyond the head",
    () => ({ block: 9 }),
    ({ long }) => `org_id = '${long}'`,
  ),
  ...["avail", "held", "spent", "expired", "revoked"].map((name) =>
    changed("grant_marks", `${name} = ${name} + 1`, ({ long }) => `org_id = '${long}'`),
  ),
  removed("grant_marks", "a mark", ({ long }) => `org_id = '${long}'`),
  doubled("grant_marks", ({ long }) => `org_id = '${long}'`),
  invented(
    "grant_marks",
    "a mark beyond the head",
    () => ({ block: 9 }),
    ({ long }) => `org_id = '${long}'`,
  ),
  invented(
    "grant_marks",
    "a mark of no grant",
    () => ({ grant_id: NOWHERE }),
    ({ long }) => `org_id = '${long}'`,
  ),
];

function further() {
  return ({ org }: Seed) =>
    `ctid = (SELECT min(ctid) FROM further_postings WHERE org_id = '${org}' AND to_bucket = 'avail')`;
}
