import { KEY } from "../a-life.fixture.ts";
import { of, type Planted } from "./planted.fixture.ts";

/** Uses of budgets that are not what the entries make of them: L33. */
export const BUDGETS: Planted[] = [
  {
    what: "the use of a budget is changed",
    sql: (place) => [`UPDATE budget_uses SET used = used + 1 WHERE ${of(place)} AND used = 3000000`],
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-31T00:00:00.000Z`],
  },
  {
    what: "the use of a budget is gone",
    sql: (place) => [`DELETE FROM budget_uses WHERE ${of(place)} AND used = 3000000`],
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-31T00:00:00.000Z`],
  },
  {
    what: "the use of a budget exists twice",
    sql: (place) => [`INSERT INTO budget_uses SELECT * FROM budget_uses WHERE ${of(place)} AND used = 3000000`],
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-31T00:00:00.000Z`],
  },
  {
    what: "the budget of a key is gone",
    sql: (place) => [`DELETE FROM budgets WHERE ${of(place)} AND scope = 'key'`],
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day`],
  },
  {
    what: "the organization has a budget that counts nothing",
    sql: (place) => [
      `INSERT INTO budgets SELECT org_id, 'organization', '', 'all', 1, version, created_at, mode FROM budgets
        WHERE ${of(place)} AND scope = 'key'`,
    ],
    names: ["L33"],
    rows: () => ["budget organization in all from 1970-01-01T00:00:00.000Z"],
  },
  {
    what: "a hold counts at another time",
    sql: (place) => [
      `UPDATE holds SET placed_at = placed_at + interval '1 day' WHERE ${of(place)} AND id = '${place.hold}'`,
    ],
    names: ["L33"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
];
