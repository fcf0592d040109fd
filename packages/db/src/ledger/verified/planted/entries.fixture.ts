import { NOWHERE, of, type Place, type Planted, settled } from "./planted.fixture.ts";

/** Entries whose number, chain, time or cause is wrong: L7 to L14. */
export const ENTRIES: Planted[] = [
  {
    what: "the last entry's number is too high",
    sql: (place) => [
      `UPDATE further_postings SET seq = seq + 1 WHERE ${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`,
      `UPDATE entries SET seq = seq + 1 WHERE ${of(place)} AND seq = (SELECT seq FROM organizations WHERE ${of(place)})`,
      `UPDATE organizations SET seq = seq + 1 WHERE ${of(place)}`,
    ],
    names: ["L7"],
    rows: () => [],
  },
  {
    what: "the organization's row does not count its last entry",
    sql: (place) => [`UPDATE organizations SET seq = seq - 1 WHERE ${of(place)}`],
    names: ["L7"],
    rows: ({ org }) => [`organization ${org}`],
  },
  {
    what: "a balance after an entry is changed",
    sql: (place) => [`UPDATE entries SET reserved = reserved + 1 WHERE ${settled(place)}`],
    names: ["L8"],
    rows: () => ["entry 5"],
  },
  {
    what: "an entry's net differs from the sum of its postings",
    sql: (place) => [`UPDATE entries SET net = net - 1 WHERE ${settled(place)}`],
    names: ["L8"],
    rows: () => ["entry 5"],
  },
  {
    what: "an entry has lost its net and series",
    sql: (place) => [`UPDATE entries SET net = NULL, series = NULL WHERE ${settled(place)}`],
    names: ["L8", "L28"],
    rows: () => ["entry 5", "series none"],
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
    rows: () => ["entry 5"],
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
    what: "the organization's row has another time than its last entry",
    sql: (place) => [`UPDATE organizations SET at = at + interval '1 ms' WHERE ${of(place)}`],
    names: ["L10"],
    rows: ({ org }) => [`organization ${org}`],
  },
  {
    what: "a cause does not exist",
    sql: (place) => [`UPDATE entries SET cause_id = '${NOWHERE}' WHERE ${of(place)} AND kind = 'hold_released'`],
    names: ["L12"],
    rows: () => [`hold ${NOWHERE}`],
  },
  {
    what: "a cause has the same leg twice",
    sql: (place) => [`UPDATE entries SET leg = 1 WHERE ${of(place)} AND kind = 'hold_released'`],
    names: ["L12"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "an entry is filed under another kind",
    sql: (place) => [
      `UPDATE entries SET series = (SELECT series FROM entries WHERE ${of(place)} AND seq = 1) WHERE ${settled(place)}`,
    ],
    names: ["L12"],
    rows: () => ["entry 5"],
  },
  {
    what: "a charge has two entries",
    sql: (place) => [`UPDATE entries SET cause_id = '${place.secondDebt}' WHERE ${settled(place)}`],
    names: ["L12"],
    rows: ({ secondDebt }) => [`charge ${secondDebt}`],
  },
  {
    what: "a charge of a job also exists as a charge without a job",
    sql: (place) => [
      `UPDATE entries SET cause_id = (SELECT id FROM job_charges WHERE ${of(place)} AND job_id = '${place.job}' AND leg = 1) WHERE ${settled(place)}`,
    ],
    names: ["L12"],
    rows: () => [],
  },
  {
    what: "a charge is filed under other labels",
    sql: (place) => [
      `UPDATE entries SET series = (SELECT max(series) FROM activity_series WHERE ${of(place)} AND kind = 'settled' AND resource IS NOT NULL) WHERE ${settled(place)}`,
    ],
    names: ["L9"],
    rows: () => ["entry 5"],
    keepHashes: true,
  },
  {
    what: "an idempotency key exists as two rows",
    sql: (place) => [row(place, "refused"), row(place, "refused")],
    names: ["L13"],
    rows: () => ["key placeHold refused"],
  },
  {
    what: "an idempotency key exists on an entry and as a row",
    sql: (place) => [row(place, place.hold)],
    names: ["L13"],
    rows: ({ hold }) => [`key placeHold ${hold}`],
  },
  {
    what: "an idempotency key is on two entries",
    sql: (place) => [
      `UPDATE entries SET (key_id, payload_id, answer) = (SELECT key_id, payload_id, answer FROM entries WHERE ${settled(place)}) WHERE ${of(place)} AND kind = 'hold_released'`,
    ],
    names: ["L13"],
    rows: () => ["entry 5"],
  },
  {
    what: "an idempotency key has lost its payload",
    sql: (place) => [`UPDATE entries SET payload_id = NULL WHERE ${settled(place)}`],
    names: ["L13"],
    rows: () => ["entry 5"],
  },
  {
    what: "an idempotency key has lost its answer",
    sql: (place) => [`UPDATE entries SET answer = NULL WHERE ${settled(place)}`],
    names: ["L13"],
    rows: () => ["entry 5"],
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
    what: "a grant exists that no entry issued",
    sql: (place) => [
      `INSERT INTO grants SELECT org_id, '${NOWHERE}', source, kind, 7, effective_at, expires_at, 'forged', 7, 0, 0, 0, 0, true, 0 FROM grants WHERE ${of(place)} AND id = '${place.purchase}'`,
    ],
    names: ["L3", "L14"],
    rows: () => [`grant ${NOWHERE}`],
  },
  {
    what: "a debt does not name its charge",
    sql: (place) => [`UPDATE debts SET charge_id = NULL WHERE ${of(place)} AND id = '${place.secondDebt}'`],
    names: ["L14"],
    rows: ({ secondDebt }) => [`debt ${secondDebt}`],
  },
];

/** SQL for the row of an idempotency key, as a command without an entry leaves it. */
function row({ org }: Place, key: string): string {
  return `INSERT INTO idempotency_keys VALUES ('${org}', 'placeHold', '${key}', decode(repeat('ab', 32), 'hex'), false, '{}', now())`;
}
