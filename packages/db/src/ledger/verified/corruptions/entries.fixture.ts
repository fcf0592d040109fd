import { by, type Corruption, type Entry, entryOf, NOWHERE, posting } from "./corruption.fixture.ts";

/** Entries whose number, chain, time or cause is wrong: L7 to L14. */
export const ENTRIES: Corruption[] = [
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
    what: "an entry's net differs from the sum of its postings",
    plant: (rows) => {
      entryOf(rows, "settled").net = 0n;
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
    what: "the source of a grant that is a cause is changed",
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
    what: "an entry names a cause that does not exist",
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
    what: "a charge is higher than the amount of its entry",
    plant(rows) {
      const { charge } = entryOf(rows, "settled");
      if (charge) charge.amount += 1n;
    },
    names: ["L6", "L12", "L33"],
    rows: (_, rows) => [`charge ${entryOf(rows, "settled").charge?.id}`],
  },
  {
    what: "a charge has another time than its entry",
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
    what: "an entry is filed under the labels of another entry",
    plant: (rows) => {
      entryOf(rows, "settled").series = entryOf(rows, "charged").series;
    },
    names: ["L12"],
    rows: (_, rows) => [`entry ${entryOf(rows, "settled").seq}`],
  },
  {
    what: "the labels of a series are changed",
    plant: (rows) => {
      const { series } = entryOf(rows, "charged");
      for (const row of rows.series) if (row.series === series) row.project = "another";
    },
    names: ["L12"],
    rows: (_, rows) => [`entry ${entryOf(rows, "charged").seq}`, `series ${entryOf(rows, "charged").series}`],
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
    what: "an entry has an idempotency key without its payload",
    plant: (rows) => {
      entryOf(rows, "charged").hasKey = true;
    },
    names: ["L13"],
    rows: (_, rows) => [`entry ${entryOf(rows, "charged").seq}`],
  },
  {
    what: "an entry has an answer and no idempotency key",
    plant: (rows) => {
      entryOf(rows, "charged").answer = "{}";
    },
    names: ["L13"],
    rows: (_, rows) => [`entry ${entryOf(rows, "charged").seq}`],
  },
  {
    what: "the stored answer to a release is missing, and its entry does not contain it",
    plant: (rows) => {
      Object.assign(entryOf(rows, "hold_released"), { hasKey: true, hasPayload: true });
    },
    names: ["L13"],
    rows: (_, rows) => [`entry ${entryOf(rows, "hold_released").seq}`],
  },
  {
    what: "the amount that a charge left owed is missing from its answer",
    plant: (rows) => {
      const entry = rows.entries.find(
        ({ kind, postings }) => kind === "charged" && postings.some(({ to }) => to === "owed"),
      );
      Object.assign(entry ?? {}, { hasKey: true, hasPayload: true });
    },
    names: ["L13"],
    rows: () => [],
  },
  {
    what: "an answer is not a JSON object",
    plant: (rows) => {
      Object.assign(entryOf(rows, "hold_released"), { hasKey: true, hasPayload: true, answer: "[]" });
    },
    names: ["L13"],
    rows: (_, rows) => [`entry ${entryOf(rows, "hold_released").seq}`],
  },
  {
    what: "credit is spent by the release of a hold",
    plant(rows, { hold }) {
      const entry = entryOf(rows, "hold_released");
      const { amount, grantId } = posting(entry, "held", "avail");
      // Keep all sums consistent: the part that expired later is spent instead, without a charge.
      posting(entry, "held", "avail").to = "spent";
      const expiry = entryOf(rows, "grant_expired");
      rows.entries.splice(expiry.seq - 1, 1);
      for (const later of rows.entries.slice(expiry.seq - 1)) later.seq -= 1;
      entry.available -= amount;
      entry.net = (entry.net ?? 0n) - amount;
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
    what: "a debt does not name the charge that it comes from",
    plant: (rows, { secondDebt }) => {
      by(rows.debts, secondDebt).chargeId = null;
    },
    names: ["L14"],
    rows: ({ secondDebt }) => [`debt ${secondDebt}`],
  },
  {
    what: "an issued scheduled grant is not marked as issued",
    plant: (rows) => {
      for (const row of rows.scheduled) row.issued = false;
    },
    names: ["L14", "L29"],
    rows: (_, rows) => [`scheduled grant ${rows.scheduled[0]?.id}`],
  },
];
