import { KEY } from "../a-life.fixture.ts";
import type { Rows } from "../history.fixture.ts";
import { by, type Corruption, NOWHERE } from "./corruption.fixture.ts";

/** Uses of budgets that are not what the entries make of them: L33. */
export const BUDGETS: Corruption[] = [
  {
    what: "the use of a hold is changed",
    plant: ({ uses }) => uses.splice(0, 1, { ...first(uses), used: first(uses).used - 1n }),
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-01T00:00:00.000Z`],
  },
  {
    what: "the use of a charge is missing",
    plant: ({ uses }) => uses.splice(1),
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-31T00:00:00.000Z`],
  },
  {
    what: "a use exists twice",
    plant: ({ uses }) => uses.push({ ...first(uses) }),
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-01T00:00:00.000Z`],
  },
  {
    what: "a use is of a day in which nothing was used",
    plant: ({ uses }) => uses.push({ ...first(uses), from: Date.UTC(2026, 0, 15) }),
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day from 2026-01-15T00:00:00.000Z`],
  },
  {
    what: "the budget of a use is gone",
    plant: ({ budgets }) => budgets.splice(0),
    names: ["L33"],
    rows: ({ hold }) => [`budget key ${KEY} a day`, `hold ${hold}`],
  },
  {
    what: "a hold no longer counts",
    plant: (rows, { hold }) => Object.assign(by(rows.holds, hold), { placedBy: null, placedAt: null }),
    names: ["L33"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "a hold counts with another key",
    plant: (rows, { hold }) => Object.assign(by(rows.holds, hold), { placedBy: NOWHERE }),
    names: ["L33"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
];

function first(uses: Rows["uses"]): Rows["uses"][number] {
  const [use] = uses;
  if (use === undefined) throw new Error("the history has no use of a budget");
  return use;
}
