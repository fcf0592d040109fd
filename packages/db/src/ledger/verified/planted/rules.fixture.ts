import { NOWHERE, of, type Planted, settled } from "./planted.fixture.ts";

/** Rows that add up but break a rule: L15 to L20, L28, L31. */
export const RULES: Planted[] = [
  {
    what: "credit is taken before its grant is effective",
    sql: (place) => [
      `UPDATE grants SET effective_at = effective_at + interval '1 ms' WHERE ${of(place)} AND id = '${place.promotional}'`,
    ],
    names: ["L15"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "a grant that burns first was skipped",
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
    names: ["L17", "L29"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "credit that returned to a lapsed grant expired later",
    sql: (place) => [`UPDATE entries SET at = at + interval '1 ms' WHERE ${of(place)} AND kind = 'grant_expired'`],
    names: ["L18"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "a charge has another rate than its job",
    sql: (place) => [
      `UPDATE job_charges SET rate = rate + 1 WHERE ${of(place)} AND job_id = '${place.job}' AND leg = 1`,
    ],
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
      `UPDATE job_charges SET reported_ms = reported_ms * 100 WHERE ${of(place)} AND job_id = '${place.job}' AND leg = 1`,
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
    what: "a debt's charge belongs to another organization",
    sql: (place) => [
      `UPDATE debts SET charge_id = '${place.other.secondDebt}' WHERE ${of(place)} AND id = '${place.secondDebt}'`,
    ],
    names: ["L28"],
    rows: ({ secondDebt, other }) => [`debt ${secondDebt}`, `charge ${other.secondDebt}`],
  },
  {
    what: "a debt's charge is the deleted charge of a job",
    sql: (place) => [`DELETE FROM job_charges WHERE ${of(place)} AND id = '${place.firstDebt}'`],
    names: ["L6", "L12", "L14", "L19", "L20", "L28"],
    rows: ({ firstDebt }) => [`debt ${firstDebt}`, `charge ${firstDebt}`],
  },
  {
    what: "a grant refunds a charge of another organization",
    sql: (place) => [
      `UPDATE grants SET source = 'refund', charge_id = '${place.other.secondDebt}' WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L28"],
    rows: ({ purchase, other }) => [`grant ${purchase}`, `charge ${other.secondDebt}`],
  },
  {
    what: "charges name a job that does not exist",
    sql: (place) => [
      `INSERT INTO job_charges (org_id, id, job_id, leg, resource, rate, units_milli, reported_ms, chargeable_ms, amount, beyond_hold, after_silence, at)
        SELECT org_id, '${NOWHERE}', '${NOWHERE}', 1, 'gpu', 1, 1000, 0, 0, 0, false, false, at FROM organizations WHERE ${of(place)}`,
    ],
    names: ["L28"],
    rows: () => [`job ${NOWHERE}`],
  },
  {
    what: "a posting names a debt of another organization",
    sql: (place) => [
      `INSERT INTO further_postings VALUES ('${place.org}', 1, 90, 'charge', 'owed', 1, NULL, NULL, '${place.other.firstDebt}')`,
      `INSERT INTO further_postings VALUES ('${place.org}', 1, 91, 'owed', 'paid', 1, NULL, NULL, '${place.other.firstDebt}')`,
    ],
    // L13: the answer to the entry's key does not contain the payment.
    names: ["L13", "L28"],
    rows: ({ other }) => ["entry 1", `debt ${other.firstDebt}`],
  },
  {
    what: "a series is deleted",
    sql: (place) => [
      `DELETE FROM activity_series WHERE ${of(place)} AND series = (SELECT series FROM entries WHERE ${settled(place)})`,
    ],
    names: ["L28"],
    rows: () => ["entry 5"],
  },
  {
    what: "an entry is deleted, but its postings are not",
    sql: (place) => [
      `DELETE FROM entries WHERE ${of(place)} AND seq = 1`,
      `UPDATE grants SET legs = 1 WHERE ${of(place)} AND id = '${place.promotional}'`,
    ],
    names: ["L2", "L3", "L7", "L8", "L12", "L14", "L18", "L28"],
    rows: ({ promotional }) => ["entry 1", "entry 2", `grant ${promotional}`],
  },
  {
    what: "new credit did not pay the open debts",
    sql: (place) => {
      const last = `${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`;
      const paid = `(SELECT sum(amount) FROM postings p WHERE p.org_id = t.org_id AND p.debt_id = t.id AND p.grant_id IS NULL AND p.to_bucket = 'paid' AND p.seq = (SELECT seq FROM organizations WHERE ${of(place)}))`;
      return [
        `UPDATE debts t SET open = open + ${paid}, paid = paid - ${paid}, is_open = true WHERE ${of(place)} AND ${paid} > 0`,
        `DELETE FROM further_postings WHERE ${last} AND n > 0`,
        `UPDATE grants SET avail = spent, spent = 0, is_open = true WHERE ${of(place)} AND id = (SELECT cause_id FROM entries WHERE ${last})`,
        `UPDATE entries SET available = available + 1000000, owed = owed + 1000000 WHERE ${last}`,
        `UPDATE organizations SET available = available + 1000000, owed = owed + 1000000 WHERE ${of(place)}`,
      ];
    },
    names: ["L31"],
    rows: () => [],
  },
];
