import type { Life } from "./a-life.fixture.ts";
import type { Rows } from "./history.fixture.ts";

type Entry = Rows["entries"][number];

/** The id of a row that is not there. */
const NOWHERE = "00000000-0000-7000-8000-999999999999";

/** A corruption of `aLife`, with what must be named: the invariants, and the rows among others. */
export interface Corruption {
  readonly what: string;
  plant(rows: Rows, life: Life): void;
  readonly names: string[];
  rows(life: Life, rows: Rows): string[];
  /** The hashes are left as they were. */
  readonly keepHashes?: true;
}

const by = <Row extends { id: string }>(rows: Row[], id: string): Row => {
  const row = rows.find((other) => other.id === id);
  if (row === undefined) throw new Error(`the life has no ${id}`);
  return row;
};
const entryOf = (rows: Rows, kind: Entry["kind"], index = 0): Entry => {
  const entry = rows.entries.filter((other) => other.kind === kind).at(index);
  if (entry === undefined) throw new Error(`the life has no entry ${kind}`);
  return entry;
};
const posting = (entry: Entry, from: string, to: string) => {
  const found = entry.postings.find((other) => other.from === from && other.to === to);
  if (found === undefined) throw new Error(`entry ${entry.seq} has no posting from ${from} to ${to}`);
  return found;
};
const legs = (rows: Rows, { job }: Life) => rows.charges.filter(({ jobId }) => jobId === job);

export const CORRUPTIONS: Corruption[] = [
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
    names: ["L3", "L4", "L6", "L12"],
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
    what: "a grant is marked as closed while it has credit",
    plant: (rows) => {
      const open = rows.grants.find(({ isOpen }) => isOpen);
      if (open) open.isOpen = false;
    },
    names: ["L3"],
    rows: (_, rows) => [`grant ${rows.grants.find(({ avail, held }) => avail + held > 0n)?.id}`],
  },
  {
    what: "a slice says that more is open",
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
    what: "a job that was ended is running again",
    plant: (rows, { job }) => {
      by(rows.jobs, job).state = "running";
    },
    names: ["L5"],
    rows: ({ job }) => [`job ${job}`],
  },
  {
    what: "a hold is said to have been placed with more",
    plant: (rows, { hold }) => {
      by(rows.holds, hold).amount += 1n;
    },
    names: ["L5"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "a debt's amount and what is open of it are more",
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
      for (const later of rows.entries.slice(made.seq - 1)) later.owed += amount;
      rows.head.owed += amount;
    },
    names: ["L6"],
    rows: ({ firstDebt, secondDebt }) => [`debt ${firstDebt}`, `debt ${secondDebt}`],
  },
  {
    what: "an entry's number is skipped",
    plant(rows) {
      const last = rows.entries.at(-1) as Entry;
      last.seq += 1;
      rows.head.seq += 1;
    },
    names: ["L7"],
    rows: (_, { head }) => [`entry ${head.seq}`],
  },
  {
    what: "the organization's row counts an entry too many",
    plant: (rows) => {
      rows.head.seq += 1;
    },
    names: ["L7"],
    rows: (_, { head }) => [`organization ${head.orgId}`],
  },
  {
    what: "an entry's balance is changed",
    plant: (rows) => {
      entryOf(rows, "settled").available += 1n;
    },
    names: ["L8"],
    rows: (_, rows) => [`entry ${entryOf(rows, "settled").seq}`],
  },
  {
    what: "an entry's hash is overwritten",
    plant: (rows) => {
      entryOf(rows, "settled").hash = "ab".repeat(32);
    },
    names: ["L9"],
    rows: (_, rows) => [`entry ${entryOf(rows, "settled").seq}`],
    keepHashes: true,
  },
  {
    what: "the words of a grant's cause are changed",
    plant: (rows, { purchase }) => {
      by(rows.grants, purchase).source = "code";
    },
    names: ["L9"],
    rows: () => ["entry 2"],
    keepHashes: true,
  },
  {
    what: "time goes back",
    plant: (rows) => {
      const entry = entryOf(rows, "grant_issued", 1);
      entry.at += 1000;
    },
    names: ["L10"],
    rows: () => ["entry 3"],
  },
  {
    what: "an entry names a cause that is not there",
    plant: (rows) => {
      entryOf(rows, "hold_released").causeId = NOWHERE;
    },
    names: ["L12"],
    rows: (_, rows) => [`entry ${entryOf(rows, "hold_released").seq}`],
  },
  {
    what: "a leg is counted twice",
    plant: (rows) => {
      entryOf(rows, "hold_released").leg = 1;
    },
    names: ["L12"],
    rows: (_, rows) => [`entry ${entryOf(rows, "hold_released").seq}`],
  },
  {
    what: "a charge is more than its entry took",
    plant(rows) {
      const { charge } = entryOf(rows, "settled");
      if (charge) charge.amount += 1n;
    },
    names: ["L6", "L12"],
    rows: (_, rows) => [`charge ${entryOf(rows, "settled").charge?.id}`],
  },
  {
    what: "a charge says another time than its entry",
    plant(rows) {
      const { charge } = entryOf(rows, "settled");
      if (charge) charge.isAtEntry = false;
    },
    names: ["L12"],
    rows: (_, rows) => [`charge ${entryOf(rows, "settled").charge?.id}`],
  },
  {
    what: "an entry is of a kind that its cause cannot have",
    plant: (rows) => {
      entryOf(rows, "hold_released").kind = "charged";
    },
    names: ["L12"],
    rows: ({ hold }) => [`hold ${hold}`],
  },
  {
    what: "two grants have one business key",
    plant: (rows, { promotional, purchase }) => {
      by(rows.grants, purchase).businessKey = by(rows.grants, promotional).businessKey;
    },
    names: ["L13"],
    rows: ({ promotional, purchase }) => [`grant ${promotional}`, `grant ${purchase}`],
  },
  {
    what: "credit is spent by the release of a hold",
    plant(rows, { hold }) {
      const entry = entryOf(rows, "hold_released");
      const { amount, grantId } = posting(entry, "held", "avail");
      // As a whole story: what expired of it afterwards was spent instead, and nothing ties it to a use.
      posting(entry, "held", "avail").to = "spent";
      const expiry = entryOf(rows, "grant_expired");
      rows.entries.splice(expiry.seq - 1, 1);
      for (const later of rows.entries.slice(expiry.seq - 1)) later.seq -= 1;
      for (const row of [...rows.entries.slice(entry.seq - 1, entry.seq)]) row.available -= amount;
      const grant = by(rows.grants, grantId ?? "");
      grant.expired -= amount;
      grant.spent += amount;
      grant.legs -= 1;
      for (const debt of rows.debts) debt.seq -= 1;
      const slice = rows.slices.find((row) => row.holdId === hold && row.grantId === grantId);
      if (slice) {
        slice.released -= amount;
        slice.settled += amount;
      }
      rows.head.seq -= 1;
    },
    names: ["L6", "L14"],
    rows: (_, rows) => [`entry ${entryOf(rows, "hold_released").seq}`],
  },
  {
    what: "a debt does not say which charge it comes from",
    plant: (rows, { secondDebt }) => {
      by(rows.debts, secondDebt).chargeId = null;
    },
    names: ["L14"],
    rows: ({ secondDebt }) => [`debt ${secondDebt}`],
  },
  {
    what: "a scheduled grant was issued and is not marked so",
    plant: (rows) => {
      for (const row of rows.scheduled) row.issued = false;
    },
    names: ["L14"],
    rows: (_, rows) => [`scheduled grant ${rows.scheduled[0]?.id}`],
  },
  {
    what: "credit is taken before its grant is effective",
    plant: (rows, { promotional }) => {
      by(rows.grants, promotional).effectiveAt += 1;
    },
    names: ["L15"],
    rows: ({ promotional }) => [`grant ${promotional}`, "entry 1"],
  },
  {
    what: "a grant that burns first is passed over",
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
    names: ["L17"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "credit that came back to a lapsed grant expires later",
    plant(rows) {
      const expiry = entryOf(rows, "grant_expired");
      expiry.at += 1;
    },
    names: ["L18"],
    rows: ({ promotional }) => [`grant ${promotional}`],
  },
  {
    what: "a job was charged with another rate",
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
    names: ["L12", "L28"],
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
    what: "new credit does not pay what is owed",
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
