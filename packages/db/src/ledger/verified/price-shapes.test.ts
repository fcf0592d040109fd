import { type PriceShape, parseCatalog, tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { chain, History, HOUR, namesOf, type Rows, verifyRows } from "./history.fixture.ts";

/** An hour of an H100 by a price shape. */
function catalogWith(price: PriceShape) {
  const h100 = { title: "H100", unit: "hour", kinds: ["training"], price };
  const catalog = parseCatalog({ ...tiered, resources: { ...tiered.resources, "gpu.h100-80gb": h100 } });
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.error));
  return catalog.value;
}

const tiers = [{ upTo: 10, rate: "4.00" }, { rate: "3.00" }];
const graduated: PriceShape = { kind: "graduated", tiers };
const volume: PriceShape = { kind: "volume", tiers };
const packages: PriceShape = { kind: "package", size: 5, price: "18.00", minimum: "100.00" };

/** A job of one GPU that settles at these hours, and completes at the last one. */
function aLife(price: PriceShape, hours: readonly number[]) {
  const history = new History(0, catalogWith(price));
  const terms = { effectiveAt: null, expiresAt: null, businessKey: history.id() };
  history.must({ kind: "issueGrant", source: "purchase", grantKind: "paid", amount: 1_000_000_000n, ...terms });
  const next = (n: number) => ({ untilMs: (hours[n] ?? 0) * HOUR });
  const labels = { project: null, member: null, estimateMs: null, unitsMilli: 1000 };
  const job = { ref: "job", resource: "gpu.h100-80gb", work: "training", mode: "epochs" } as const;
  history.must({ kind: "startJob", ...job, ...labels, next: next(0) });
  let before = 0;
  hours.forEach((hour, n) => {
    history.pass((hour - before) * HOUR);
    before = hour;
    const done = { ref: "job", quantityMs: hour * HOUR };
    if (n < hours.length - 1) history.must({ kind: "settleEpoch", ...done, next: next(n + 1) });
    else history.must({ kind: "finishJob", ...done, end: "completed", fault: "user" });
  });
  return history.rows();
}

const LIVES: [string, PriceShape, number[]][] = [
  ["graduated", graduated, [4, 8, 12]],
  ["volume, which falls", volume, [5, 10, 11, 12]],
  ["packages with a minimum", packages, [3, 6, 12]],
];

const job = (rows: Rows) => rows.jobs[0] as Rows["jobs"][number];
const charge = (rows: Rows, leg: number) => rows.charges[leg - 1] as Rows["charges"][number];
const refund = (rows: Rows) => rows.grants.find(({ source }) => source === "refund") as Rows["grants"][number];

/** What is wrong with a job, and the message of verify that says so. */
const PLANTED: [string, PriceShape, number[], (rows: Rows) => void, RegExp][] = [
  [
    "a graduated charge has the price of the first tier",
    graduated,
    [4, 8, 12],
    (rows) => {
      charge(rows, 3).amount += 2_000_000n;
      job(rows).charged += 2_000_000n;
    },
    /the amount is 16000000; the price of the quantity is 14000000/,
  ],
  [
    "a package more was charged",
    packages,
    [3, 6, 12],
    (rows) => {
      charge(rows, 1).amount += 18_000_000n;
    },
    /the amount is 36000000; the price of the quantity is 18000000/,
  ],
  [
    "the minimum was not charged",
    packages,
    [3, 6, 12],
    (rows) => {
      charge(rows, 3).amount = 18_000_000n;
      job(rows).charged = 54_000_000n;
    },
    /the amount is 18000000; the price of the quantity is 64000000/,
  ],
  [
    "the shape of the job is not that of its catalog",
    graduated,
    [4, 8, 12],
    (rows) => {
      const price = job(rows).price;
      if (price !== null) job(rows).price = { ...price, minimum: 1n };
    },
    /its rate is .*"minimum":"1".*; its catalog has .*"minimum":"0"/,
  ],
  [
    "what a volume price fell by was counted twice",
    volume,
    [5, 10, 11, 12],
    (rows) => {
      job(rows).charged -= 7_000_000n;
    },
    /it was charged 29000000; its charges add up to 36000000/,
  ],
  [
    "what a volume price fell by did not come back",
    volume,
    [5, 10, 11, 12],
    (rows) => {
      refund(rows).refundOf = { type: "debt", id: charge(rows, 3).id };
    },
    /its price fell by 7000000 that neither came back nor was forgiven/,
  ],
  [
    "more came back than the price fell by",
    volume,
    [5, 10, 11, 12],
    (rows) => {
      refund(rows).amount += 1n;
    },
    /the price fell by 7000000; 7000001 was given back for it/,
  ],
];

describe("verify of price shapes", () => {
  it.each(LIVES)("L19 finds nothing in what the rules made: %s", (_name, price, hours) => {
    expect(verifyRows(aLife(price, hours))).toEqual([]);
  });

  it.each(PLANTED)("L19 reports when %s", (_name, price, hours, plant, message) => {
    const rows = aLife(price, hours);
    plant(rows);
    chain(rows);
    const findings = verifyRows(rows);
    expect(namesOf(findings)).toContain("L19");
    expect(findings.map((finding) => finding.message).join("\n")).toMatch(message);
  });
});
