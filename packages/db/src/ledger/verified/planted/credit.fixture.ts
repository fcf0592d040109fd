import { NOWHERE, of, type Planted, settled } from "./planted.fixture.ts";

/** Counters, moves, holds and debts that do not add up: L1 to L6. */
export const CREDIT: Planted[] = [
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
    what: "a posting with a negative amount is added",
    sql: (place) => [
      `INSERT INTO further_postings SELECT org_id, seq, 90, from_bucket, to_bucket, -amount, grant_id, hold_id, debt_id FROM postings WHERE ${settled(place)} AND n = 0`,
      `INSERT INTO further_postings SELECT org_id, seq, 91, from_bucket, to_bucket, amount, grant_id, hold_id, debt_id FROM postings WHERE ${settled(place)} AND n = 0`,
    ],
    names: ["L4"],
    rows: () => ["entry 5"],
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
    what: "a charge of a job has no entry",
    sql: (place) => [
      `INSERT INTO job_charges (org_id, id, job_id, leg, resource, rate, units_milli, reported_ms, chargeable_ms, amount, beyond_hold, after_silence, at)
        SELECT org_id, '${NOWHERE}', job_id, leg + 1, resource, rate, units_milli, reported_ms, chargeable_ms, 7, false, false, at FROM job_charges WHERE ${of(place)} AND job_id = '${place.job}' ORDER BY leg DESC LIMIT 1`,
      `UPDATE jobs SET charges = charges + 1, charged = charged + 7 WHERE ${of(place)} AND id = '${place.job}'`,
    ],
    names: ["L6", "L19", "L20"],
    rows: () => [`charge ${NOWHERE}`],
  },
  {
    what: "an entry's charge differs from the sum of its postings",
    sql: (place) => [`UPDATE entries SET charged = charged + 1 WHERE ${settled(place)}`],
    names: ["L6", "L12", "L33"],
    rows: ({ org }) => ["entry 5", `organization ${org}`],
  },
  {
    what: "an entry without a charge carries one",
    sql: (place) => [`UPDATE entries SET charged = 7 WHERE ${of(place)} AND kind = 'hold_released'`],
    names: ["L6", "L12"],
    rows: ({ org, hold }) => [`hold ${hold}`, `organization ${org}`],
  },
  {
    what: "a debt has another position in the order of payment",
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
];
