import { by, type Corruption, entryOf, legs, NOWHERE, posting } from "./corruption.fixture.ts";

/** Rows that add up but break a rule: L15 to L20, L28, L31. */
export const RULES: Corruption[] = [
  {
    what: "credit is taken before its grant is effective",
    plant: (rows, { promotional }) => {
      by(rows.grants, promotional).effectiveAt += 1;
    },
    names: ["L15"],
    rows: ({ promotional }) => [`grant ${promotional}`, "entry 1"],
  },
  {
    what: "a grant that burns first is skipped",
    plant: (rows, { purchase }) => {
      by(rows.grants, purchase).expiresAt = by(rows.grants, purchase).effectiveAt + 20 * 86_400_000;
    },
    names: ["L15", "L16"],
    rows: ({ purchase }) => [`grant ${purchase}`],
  },
  {
    what: "credit expires too early",
    plant: (rows, { promotional }) => {
      by(rows.grants, promotional).expiresAt = by(rows.grants, promotional).effectiveAt + 39 * 86_400_000;
    },
    names: ["L17", "L29"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "credit that returned to a lapsed grant expires later",
    plant(rows) {
      const expiry = entryOf(rows, "grant_expired");
      expiry.at += 1;
    },
    names: ["L18"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "a job was charged at another rate than its own",
    plant: (rows, life) => {
      (legs(rows, life)[0] as { rate: bigint }).rate += 1n;
    },
    names: ["L19"],
    rows: (life, rows) => [`charge ${legs(rows, life)[0]?.id}`],
  },
  {
    what: "a job's sum is wrong",
    plant: (rows, { job }) => {
      by(rows.jobs, job).charged += 1n;
    },
    names: ["L19"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a job's meter goes back",
    plant: (rows, life) => {
      const [first] = legs(rows, life);
      if (first?.reportedMs) first.reportedMs *= 100;
    },
    names: ["L20"],
    rows: (life, rows) => [`charge ${legs(rows, life)[1]?.id}`],
  },
  {
    what: "a leg of a job's meter is missing",
    plant: (rows, { job }) => {
      by(rows.jobs, job).charges += 1;
    },
    names: ["L20"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a closed hold names a job of another organization",
    plant: (rows, { hold }) => {
      by(rows.holds, hold).jobId = NOWHERE;
    },
    names: ["L5", "L12", "L28"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "a posting names a grant of another organization",
    plant: (rows) => {
      const entry = entryOf(rows, "hold_placed");
      entry.postings.push({ ...posting(entry, "avail", "held"), grantId: NOWHERE, amount: 1n });
      entry.postings.push({
        ...posting(entry, "avail", "held"),
        from: "held",
        to: "avail",
        grantId: NOWHERE,
        amount: 1n,
      });
    },
    names: ["L3", "L5", "L28"],
    rows: (_, rows) => [`entry ${entryOf(rows, "hold_placed").seq}`, `grant ${NOWHERE}`],
  },
  {
    what: "an entry names a series that does not exist",
    plant: (rows) => {
      rows.series.splice(
        rows.series.findIndex(({ series }) => series === entryOf(rows, "charged").series),
        1,
      );
    },
    names: ["L28"],
    rows: (_, rows) => [`entry ${entryOf(rows, "charged").seq}`],
  },
  {
    what: "new credit does not pay the open debts",
    plant(rows, { firstDebt, secondDebt }) {
      const entry = entryOf(rows, "grant_issued", -1);
      const grant = by(rows.grants, entry.causeId);
      entry.postings.splice(1);
      entry.available += grant.spent;
      entry.owed += grant.spent;
      for (const [id, paid] of [
        [firstDebt, 1n],
        [secondDebt, grant.spent - 1n],
      ] as const) {
        const debt = by(rows.debts, id);
        debt.open += paid;
        debt.paid -= paid;
        debt.isOpen = true;
      }
      Object.assign(grant, { avail: grant.spent, spent: 0n, isOpen: true });
      Object.assign(rows.head, { available: entry.available, owed: entry.owed });
    },
    names: ["L31"],
    rows: (_, rows) => [`entry ${rows.head.seq}`],
  },
];
