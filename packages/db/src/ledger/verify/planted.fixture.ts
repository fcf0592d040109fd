import type { Life } from "./a-life.fixture.ts";

/** Where a corruption is planted. */
export interface Place extends Life {
  readonly org: string;
  /** What another organization lived. */
  readonly other: Life;
}

/** A corruption of stored rows, and exactly what `verify` must name: the invariants, and rows among others. */
export interface Planted {
  readonly what: string;
  /** Statements; each is one string. */
  sql(place: Place): string[];
  readonly names: string[];
  rows(place: Place): string[];
  /** The hashes are left as they were, since they are what must tell. */
  readonly keepHashes?: true;
}

const NOWHERE = "00000000-0000-7000-8000-999999999999";
const of = ({ org }: Place): string => `org_id = '${org}'`;
const settled = (place: Place): string =>
  `${of(place)} AND seq = (SELECT min(seq) FROM entries WHERE ${of(place)} AND kind = 'settled')`;

export const PLANTED: Planted[] = [
  {
    what: "a grant's counter is changed",
    sql: (place) => [
      `UPDATE grants SET avail = avail + 1, is_open = true WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L1", "L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "a counter is below zero",
    sql: (place) => [
      `UPDATE grants SET revoked = -1, expired = expired + 1 WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L2", "L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "credit moves from spent to expired",
    sql: (place) => [
      `UPDATE grants SET spent = spent - 1, expired = expired + 1 WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "a posting that moves below zero is added",
    sql: (place) => [
      `INSERT INTO postings SELECT org_id, seq, 90, from_bucket, to_bucket, -amount, grant_id, hold_id, debt_id FROM postings WHERE ${settled(place)} AND n = 0`,
      `INSERT INTO postings SELECT org_id, seq, 91, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM postings WHERE ${settled(place)} AND n = 0`,
    ],
    names: ["L4"],
    rows: () => ["entry 4"],
  },
  {
    what: "a closed hold has credit open",
    sql: (place) => [`UPDATE holds SET state = 'voided' WHERE ${of(place)} AND id = '${place.hold}'`],
    names: ["L5"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "a job has a second open hold",
    sql: (place) => [`INSERT INTO holds VALUES ('${place.org}', '${NOWHERE}', '${place.job}', 0, 'open', NULL, 0)`],
    names: ["L5"],
    rows: () => [`hold ${NOWHERE}`],
  },
  {
    what: "a slice is changed",
    sql: (place) => [
      `UPDATE hold_slices SET open = open + 1, reserved = reserved + 1 WHERE ${of(place)} AND hold_id = '${place.hold}'`,
    ],
    names: ["L3", "L5"],
    rows: ({ hold, promotional }) => [`hold ${hold}`, `grant ${promotional}`],
  },
  {
    what: "a charge has no entry",
    sql: (place) => [
      `INSERT INTO charges SELECT org_id, '${NOWHERE}', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 7, false, false, NULL, NULL, at FROM organizations WHERE ${of(place)}`,
    ],
    names: ["L6"],
    rows: () => [`charge ${NOWHERE}`],
  },
  {
    what: "a debt stands in another place of the queue",
    sql: (place) => [`UPDATE debts SET seq = 1 WHERE ${of(place)} AND id = '${place.secondDebt}'`],
    names: ["L6"],
    rows: ({ secondDebt }) => [`debt ${secondDebt}`],
  },
  {
    what: "owed is changed, in the organization's row and after its last entry",
    sql: (place) => [
      `UPDATE organizations SET owed = owed + 1 WHERE ${of(place)}`,
      `UPDATE entries SET owed = owed + 1 WHERE ${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`,
    ],
    names: ["L6", "L8"],
    rows: ({ org }) => [`organization ${org}`],
  },
  {
    what: "the last entry has a number too high",
    sql: (place) => [
      `UPDATE postings SET seq = seq + 1 WHERE ${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`,
      `UPDATE entries SET seq = seq + 1 WHERE ${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`,
      `UPDATE organizations SET seq = seq + 1 WHERE ${of(place)}`,
    ],
    names: ["L7"],
    rows: () => [],
  },
  {
    what: "the organization's row forgets its last entry",
    sql: (place) => [`UPDATE organizations SET seq = seq - 1 WHERE ${of(place)}`],
    names: ["L7"],
    rows: ({ org }) => [`organization ${org}`],
  },
  {
    what: "a balance after an entry is changed",
    sql: (place) => [`UPDATE entries SET reserved = reserved + 1 WHERE ${settled(place)}`],
    names: ["L8"],
    rows: () => ["entry 4"],
  },
  {
    what: "the organization's available is changed",
    sql: (place) => [`UPDATE organizations SET available = available + 1 WHERE ${of(place)}`],
    names: ["L3", "L8"],
    rows: ({ org }) => [`organization ${org}`],
  },
  {
    what: "an entry's actor is changed",
    sql: (place) => [`UPDATE entries SET actor_type = 'member' WHERE ${settled(place)}`],
    names: ["L9"],
    rows: () => ["entry 4"],
    keepHashes: true,
  },
  {
    what: "the organization's hash is changed",
    sql: (place) => [`UPDATE organizations SET hash = decode(repeat('ab', 32), 'hex') WHERE ${of(place)}`],
    names: ["L9"],
    rows: ({ org }) => [`organization ${org}`],
    keepHashes: true,
  },
  {
    what: "a grant's business key is changed",
    sql: (place) => [`UPDATE grants SET business_key = 'another' WHERE ${of(place)} AND id = '${place.purchase}'`],
    names: ["L9"],
    rows: () => ["entry 2"],
    keepHashes: true,
  },
  {
    what: "time goes back",
    sql: (place) => [`UPDATE entries SET at = at + interval '1 second' WHERE ${of(place)} AND seq = 2`],
    names: ["L10"],
    rows: () => ["entry 3"],
  },
  {
    what: "a cause is not there",
    sql: (place) => [`UPDATE entries SET cause_id = '${NOWHERE}' WHERE ${of(place)} AND kind = 'hold_released'`],
    names: ["L12"],
    rows: () => [`hold ${NOWHERE}`],
  },
  {
    what: "a cause's leg is there twice",
    sql: (place) => [`UPDATE entries SET leg = 1 WHERE ${of(place)} AND kind = 'hold_released'`],
    names: ["L12"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "an idempotency key is there twice",
    sql: (place) => [
      `INSERT INTO idempotency_keys SELECT * FROM idempotency_keys WHERE ${of(place)} AND operation = 'placeHold'`,
    ],
    names: ["L13"],
    rows: ({ hold }) => [`key placeHold ${hold}`],
  },
  {
    what: "a business key names two grants",
    sql: (place) => [
      `UPDATE grants SET business_key = (SELECT business_key FROM grants WHERE ${of(place)} AND id = '${place.promotional}') WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L13"],
    rows: ({ promotional, purchase }) => [`grant ${promotional}`, `grant ${purchase}`],
  },
  {
    what: "a debt comes from no charge",
    sql: (place) => [`UPDATE debts SET charge_id = NULL WHERE ${of(place)} AND id = '${place.secondDebt}'`],
    names: ["L14"],
    rows: ({ secondDebt }) => [`debt ${secondDebt}`],
  },
  {
    what: "credit is taken before its time",
    sql: (place) => [
      `UPDATE grants SET effective_at = effective_at + interval '1 ms' WHERE ${of(place)} AND id = '${place.promotional}'`,
    ],
    names: ["L15"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "a grant that burns first was passed over",
    sql: (place) => [
      `UPDATE grants SET kind = 'promotional', expires_at = effective_at + interval '20 days' WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L15", "L16"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "credit expired too early",
    sql: (place) => [
      `UPDATE grants SET expires_at = expires_at + interval '9 days' WHERE ${of(place)} AND id = '${place.promotional}'`,
    ],
    names: ["L17"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "credit that came back to a lapsed grant expired later",
    sql: (place) => [`UPDATE entries SET at = at + interval '1 ms' WHERE ${of(place)} AND kind = 'grant_expired'`],
    names: ["L18"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "a charge has another rate than its job",
    sql: (place) => [`UPDATE charges SET rate = rate + 1 WHERE ${of(place)} AND job_id = '${place.job}' AND leg = 1`],
    names: ["L19"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a job's sum is changed",
    sql: (place) => [`UPDATE jobs SET charged = charged + 1 WHERE ${of(place)} AND id = '${place.job}'`],
    names: ["L19"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a job's meter goes back",
    sql: (place) => [
      `UPDATE charges SET reported_ms = reported_ms * 100 WHERE ${of(place)} AND job_id = '${place.job}' AND leg = 1`,
    ],
    names: ["L20"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a job's row does not count its last charge",
    sql: (place) => [`UPDATE jobs SET charges = charges - 1 WHERE ${of(place)} AND id = '${place.job}'`],
    names: ["L20"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a debt's charge is another organization's",
    sql: (place) => [
      `UPDATE debts SET charge_id = '${place.other.secondDebt}' WHERE ${of(place)} AND id = '${place.secondDebt}'`,
    ],
    names: ["L28"],
    rows: ({ secondDebt, other }) => [`debt ${secondDebt}`, `charge ${other.secondDebt}`],
  },
  {
    what: "a posting names a debt of another organization",
    sql: (place) => [
      `INSERT INTO postings VALUES ('${place.org}', 1, 90, 'charge', 'owed', 1, NULL, NULL, '${place.other.firstDebt}')`,
      `INSERT INTO postings VALUES ('${place.org}', 1, 91, 'owed', 'paid', 1, NULL, NULL, '${place.other.firstDebt}')`,
    ],
    names: ["L28"],
    rows: ({ other }) => ["entry 1", `debt ${other.firstDebt}`],
  },
  {
    what: "an entry is gone and its postings are not",
    sql: (place) => [
      `DELETE FROM entries WHERE ${of(place)} AND seq = 1`,
      `UPDATE grants SET legs = 1 WHERE ${of(place)} AND id = '${place.promotional}'`,
    ],
    names: ["L2", "L3", "L7", "L8", "L12", "L14", "L18", "L28"],
    rows: ({ promotional }) => ["entry 1", "entry 2", `grant ${promotional}`],
  },
  {
    what: "new credit did not pay what was owed",
    sql: (place) => {
      const last = `${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`;
      const paid = `(SELECT sum(amount) FROM postings p WHERE p.org_id = t.org_id AND p.debt_id = t.id AND p.grant_id IS NULL AND p.to_bucket = 'paid' AND p.seq = (SELECT seq FROM organizations WHERE ${of(place)}))`;
      return [
        `UPDATE debts t SET open = open + ${paid}, paid = paid - ${paid}, is_open = true WHERE ${of(place)} AND ${paid} > 0`,
        `DELETE FROM postings WHERE ${last} AND n > 0`,
        `UPDATE grants SET avail = spent, spent = 0, is_open = true WHERE ${of(place)} AND id = (SELECT cause_id FROM entries WHERE ${last})`,
        `UPDATE entries SET available = available + 1000000, owed = owed + 1000000 WHERE ${last}`,
        `UPDATE organizations SET available = available + 1000000, owed = owed + 1000000 WHERE ${of(place)}`,
      ];
    },
    names: ["L31"],
    rows: () => [],
  },
];
