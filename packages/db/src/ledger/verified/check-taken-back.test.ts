import { describe, expect, it } from "vitest";
import { aTakenBackLife } from "./a-taken-back-life.fixture.ts";
import { by, entryOf, posting } from "./corruptions/corruption.fixture.ts";
import { chain, History, namesOf, type Rows, verifyRows } from "./history.fixture.ts";

const LABELS = { resource: null, project: null, member: null };

/** The life with its rows, which a test may change. */
function aLifeInRows() {
  const life = aTakenBackLife();
  return { ...life, rows: life.history.rows() };
}

type Life = ReturnType<typeof aLifeInRows>;
interface Corruption {
  readonly what: string;
  readonly plant: (life: Life) => void;
  readonly names: string[];
}

/** Moves an amount in the balances after an entry and all later ones, and in the head. */
function shiftBalances(rows: Rows, from: number, change: Partial<Record<"available" | "reserved" | "owed", bigint>>) {
  const places = [...rows.entries.filter(({ seq }) => seq >= from), rows.head];
  for (const place of places) for (const [name, amount] of Object.entries(change)) place[name as "available"] += amount;
  const net = (change.available ?? 0n) + (change.reserved ?? 0n) - (change.owed ?? 0n);
  const entry = rows.entries.find(({ seq }) => seq === from);
  if (entry !== undefined) entry.net = (entry.net ?? 0n) + net;
}

const CORRUPTIONS: Corruption[] = [
  {
    what: "a grant's row has more to revoke than was taken back",
    plant: ({ rows, payer }) => {
      by(rows.grants, payer).toRevoke = 1n;
    },
    names: ["L23"],
  },
  {
    what: "a revocation records another amount",
    plant: ({ rows }) => {
      entryOf(rows, "grant_revoked").asked = 16n;
    },
    names: ["L23"],
  },
  {
    what: "a reinstatement records another amount",
    plant: ({ rows }) => {
      entryOf(rows, "grant_reinstated").asked = 12n;
    },
    names: ["L23"],
  },
  {
    what: "a revocation has lost its amount, after one that has it",
    plant: ({ rows }) => {
      entryOf(rows, "grant_revoked", 1).asked = null;
    },
    names: ["L23"],
  },
  {
    what: "a hold spent taken-back credit, and less of it is owed",
    plant: ({ rows, debts }) => {
      const settled = entryOf(rows, "settled");
      posting(settled, "reversal", "owed").amount -= 1n;
      const debt = by(rows.debts, debts[1] ?? debts[0] ?? "");
      debt.amount -= 1n;
      debt.paid -= 1n;
      const bought = entryOf(rows, "grant_issued", 1);
      for (const move of bought.postings) if (move.debtId === debt.id) move.amount -= 1n;
      const grant = by(rows.grants, bought.causeId);
      grant.spent -= 1n;
      grant.avail += 1n;
      grant.isOpen = true;
      shiftBalances(rows, settled.seq, { owed: -1n });
      shiftBalances(rows, bought.seq, { available: 1n, owed: 1n });
    },
    names: ["L23", "L31"],
  },
  {
    what: "released credit of the lapsed grant expired, although it was taken back",
    plant: ({ rows, grant }) => {
      const late = entryOf(rows, "grant_revoked", -1);
      late.kind = "grant_expired";
      posting(late, "avail", "revoked").to = "expired";
      const row = by(rows.grants, grant);
      row.revoked -= 7n;
      row.expired += 7n;
    },
    names: ["L2", "L12", "L18", "L23"],
  },
];

describe("verify of credit that was taken back", () => {
  it("finds nothing in what the rules made", () => {
    const { rows, grant } = aLifeInRows();
    expect(verifyRows(rows)).toEqual([]);
    expect(by(rows.grants, grant)).toMatchObject({ toRevoke: 0n });
  });

  it.each(CORRUPTIONS)("reports $names when $what", ({ plant, names }) => {
    const life = aLifeInRows();
    plant(life);
    chain(life.rows);
    expect(namesOf(verifyRows(life.rows))).toEqual(names);
  });

  it("finds nothing in entries of the older form, which record no amount, and counts what they moved", () => {
    const history = new History();
    const terms = { source: "purchase", grantKind: "paid", effectiveAt: null, expiresAt: null } as const;
    const grantId = history.must({ kind: "issueGrant", ...terms, amount: 20n, businessKey: "one" });
    history.must({ kind: "charge", amount: 15n, onShortfall: "owe", ...LABELS });
    history.must({ kind: "revokeGrant", grantId, amount: 12n });
    history.must({ kind: "issueGrant", ...terms, amount: 3n, businessKey: "two" });
    history.must({ kind: "reinstateGrant", grantId, amount: 11n });
    const rows = history.rows();
    for (const entry of rows.entries) entry.asked = null;
    chain(rows);
    expect(verifyRows(rows)).toEqual([]);
    by(rows.grants, grantId).toRevoke = 1n;
    expect(namesOf(verifyRows(rows))).toEqual(["L23"]);
  });

  it("L9 covers the amount that was asked", () => {
    const { rows } = aLifeInRows();
    entryOf(rows, "grant_revoked").asked = null;
    expect(namesOf(verifyRows(rows))).toContain("L9");
  });
});
