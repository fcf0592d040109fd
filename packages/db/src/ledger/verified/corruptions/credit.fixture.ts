import { by, type Corruption, entryOf, posting } from "./corruption.fixture.ts";

/** Counters, moves, holds and debts that do not add up: L1 to L6. */
export const CREDIT: Corruption[] = [
  {
    what: "a grant's counter is changed",
    plant: (rows, { purchase }) => {
      by(rows.grants, purchase).spent += 1n;
    },
    names: ["L1", "L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "credit moves from one of a grant's counters to another",
    plant: (rows, { purchase }) => {
      by(rows.grants, purchase).spent -= 1n;
      by(rows.grants, purchase).expired += 1n;
    },
    names: ["L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "a counter is negative",
    plant: (rows, { purchase }) => {
      const grant = by(rows.grants, purchase);
      grant.revoked -= 1n;
      grant.expired += 1n;
    },
    names: ["L2", "L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "the organization's available is changed",
    plant: (rows) => {
      rows.head.available += 1n;
    },
    names: ["L3", "L8"],
    rows: (_, { head }) => [`organization ${head.orgId}`],
  },
  {
    what: "a posting turns spent credit into revoked credit",
    plant: (rows) => {
      posting(entryOf(rows, "settled"), "held", "spent").to = "revoked";
    },
    names: ["L3", "L4", "L6", "L12", "L23", "L33"],
    rows: (_, rows) => [`entry ${entryOf(rows, "settled").seq}`],
  },
  {
    what: "a posting moves nothing",
    plant: (rows) => {
      const [first] = entryOf(rows, "settled").postings;
      if (first) entryOf(rows, "settled").postings.push({ ...first, amount: 0n });
    },
    names: ["L4"],
    rows: (_, rows) => [`entry ${entryOf(rows, "settled").seq}`],
  },
  {
    what: "a grant is not marked by whether it has free credit",
    plant: (rows, { purchase }) => {
      const grant = by(rows.grants, purchase);
      grant.isOpen = !grant.isOpen;
    },
    names: ["L3"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "a slice's open part is too high",
    plant: (rows, { hold }) => {
      const slice = rows.slices.find(({ holdId }) => holdId === hold);
      if (slice) slice.open += 1n;
    },
    names: ["L3", "L5"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "a hold is closed with credit in it",
    plant: (rows, { hold }) => {
      by(rows.holds, hold).state = "settled";
    },
    names: ["L5"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "an ended job is running again",
    plant: (rows, { job }) => {
      by(rows.jobs, job).state = "running";
    },
    names: ["L5", "L20"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a hold's placed amount is too high",
    plant: (rows, { hold }) => {
      by(rows.holds, hold).amount += 1n;
    },
    names: ["L5"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "a debt's amount and its open part are too high",
    plant: (rows, { secondDebt }) => {
      by(rows.debts, secondDebt).open += 1n;
      by(rows.debts, secondDebt).amount += 1n;
    },
    names: ["L3", "L6"],
    rows: ({ secondDebt }) => [`debt ${secondDebt}`],
  },
  {
    what: "a later debt is paid before an earlier one",
    plant(rows, { firstDebt, secondDebt }) {
      const entry = entryOf(rows, "grant_issued", -2);
      for (const move of entry.postings) if (move.debtId === firstDebt) move.debtId = secondDebt;
      const amount = posting(entry, "owed", "paid").amount;
      by(rows.debts, secondDebt).amount += amount;
      by(rows.debts, secondDebt).open += amount;
      for (const [id, paid] of [
        [firstDebt, -amount],
        [secondDebt, amount],
      ] as const) {
        by(rows.debts, id).paid += paid;
        by(rows.debts, id).open -= paid;
        by(rows.debts, id).isOpen = by(rows.debts, id).open > 0n;
      }
      const made = entryOf(rows, "charged");
      posting(made, "charge", "owed").amount += amount;
      if (made.charge) made.charge.amount += amount;
      made.net = (made.net ?? 0n) - amount;
      for (const later of rows.entries.slice(made.seq - 1)) later.owed += amount;
      rows.head.owed += amount;
    },
    names: ["L6", "L33"],
    rows: ({ firstDebt, secondDebt }) => [`debt ${firstDebt}`, `debt ${secondDebt}`],
  },
];
