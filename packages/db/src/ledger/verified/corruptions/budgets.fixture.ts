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
    plant: ({ budgets }) => budgets.splice(0, 1),
    names: ["L33"],
    rows: () => [`budget key ${KEY} a day`],
  },
  {
    what: "the use of the organization in a month is missing",
    plant: ({ budgets }) =>
      budgets.push({ ...budgetOf(budgets), ...ORGANIZATION, period: "month", createdAt: Date.UTC(2026, 0, 20) }),
    names: ["L33"],
    rows: () => ["budget organization a month from 2026-01-01T00:00:00.000Z"],
  },
  {
    what: "the use of the organization in all is of another window",
    plant: ({ budgets, uses }) => {
      budgets.push({ ...budgetOf(budgets), ...ORGANIZATION, period: "all" });
      uses.push({ ...ORGANIZATION, period: "all", from: Date.UTC(2026, 0, 1), used: 0n });
    },
    names: ["L33"],
    rows: () => [
      "budget organization in all from 1970-01-01T00:00:00.000Z",
      "budget organization in all from 2026-01-01T00:00:00.000Z",
    ],
  },
  {
    what: "the use of a project counts work of another one",
    plant: ({ budgets, uses }) => {
      budgets.push({ ...budgetOf(budgets), scope: "project", ref: "vision" });
      uses.push({ scope: "project", ref: "vision", period: "day", from: Date.UTC(2026, 0, 31), used: 3_000_000n });
    },
    names: ["L33"],
    rows: () => ["budget project vision a day from 2026-01-31T00:00:00.000Z"],
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

const ORGANIZATION = { scope: "organization", ref: "" } as const;

function first(uses: Rows["uses"]): Rows["uses"][number] {
  const [use] = uses;
  if (use === undefined) throw new Error("the history has no use of a budget");
  return use;
}

function budgetOf(budgets: Rows["budgets"]): Rows["budgets"][number] {
  const [budget] = budgets;
  if (budget === undefined) throw new Error("the history has no budget");
  return budget;
}
