import { describe, expect, it } from "vitest";
import { chain, History, namesOf, type Rows, verifyRows } from "./history.fixture.ts";

/** A charge of 5 refunded by 3, and a grant of 10 of which 6 are revoked and 2 reinstated. */
function aCorrectedLife() {
  const history = new History();
  const issue = () =>
    history.must({
      kind: "issueGrant",
      source: "purchase",
      grantKind: "paid",
      amount: 10n,
      effectiveAt: null,
      expiresAt: null,
      businessKey: history.id(),
    });
  const revoked = issue();
  issue();
  const labels = { resource: null, project: null, member: null };
  const charge = history.must({ kind: "charge", amount: 5n, onShortfall: "owe", ...labels });
  history.must({ kind: "refundCharge", chargeId: charge, amount: 3n });
  history.must({ kind: "charge", amount: 20n, onShortfall: "owe", ...labels });
  history.must({ kind: "revokeGrant", grantId: revoked, amount: 6n });
  history.must({ kind: "reinstateGrant", grantId: revoked, amount: 2n });
  return { rows: history.rows(), charge, revoked };
}

interface Corruption {
  readonly what: string;
  readonly plant: (life: ReturnType<typeof aCorrectedLife>) => void;
  readonly names: string[];
  readonly row: (life: ReturnType<typeof aCorrectedLife>) => string;
}

const reversal = (rows: Rows) => rows.debts.find(({ grantId }) => grantId !== null) as Rows["debts"][number];
const refund = (rows: Rows) => rows.grants.find(({ source }) => source === "refund") as Rows["grants"][number];

const CORRUPTIONS: Corruption[] = [
  {
    what: "a refund grant no longer names its charge",
    plant: ({ rows }) => {
      delete (refund(rows) as { refundOf?: unknown }).refundOf;
    },
    names: ["L14"],
    row: ({ rows }) => `grant ${refund(rows).id}`,
  },
  {
    what: "two refunds of one charge add up to more than the charge",
    plant: ({ rows, charge }) => {
      const other = rows.grants.find(({ source, amount }) => source === "purchase" && amount === 10n);
      if (other) Object.assign(other, { source: "refund", refundOf: { type: "charge", id: charge } });
    },
    names: ["L19"],
    row: ({ charge }) => `charge ${charge}`,
  },
  {
    what: "a reversal's debt names another grant",
    plant: ({ rows }) => {
      reversal(rows).grantId = refund(rows).id;
    },
    names: ["L14", "L23"],
    row: ({ rows }) => `debt ${reversal(rows).id}`,
  },
  {
    what: "a reversal's debt names a grant that does not exist",
    plant: ({ rows }) => {
      reversal(rows).grantId = "00000000-0000-7000-8000-999999999999";
    },
    names: ["L14", "L23", "L28"],
    row: ({ rows }) => `debt ${reversal(rows).id}`,
  },
  {
    what: "a refund names a charge that does not exist",
    plant: ({ rows }) => {
      const refundOf = { type: "charge", id: "00000000-0000-7000-8000-999999999999" } as const;
      Object.assign(refund(rows), { refundOf, chargeExists: false });
    },
    names: ["L28"],
    row: ({ rows }) => `grant ${refund(rows).id}`,
  },
];

describe("verify of corrections", () => {
  it("finds nothing in corrections that the rules made", () => {
    expect(verifyRows(aCorrectedLife().rows)).toEqual([]);
  });

  it.each(CORRUPTIONS)("reports $names when $what", ({ plant, names, row }) => {
    const life = aCorrectedLife();
    plant(life);
    chain(life.rows);
    const findings = verifyRows(life.rows);
    expect(namesOf(findings)).toEqual(names);
    expect(findings.flatMap(({ rows }) => rows)).toContain(row(life));
  });

  it("L9 covers the charge that a refund grant names", () => {
    const { rows, charge } = aCorrectedLife();
    const other = rows.charges.find(({ id }) => id !== charge);
    if (other) refund(rows).refundOf = { type: "charge", id: other.id };
    expect(namesOf(verifyRows(rows))).toEqual(["L9"]);
  });
});
