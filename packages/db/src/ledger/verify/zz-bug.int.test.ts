import { it, expect } from "vitest";
import { testDatabase } from "../../testing/index.ts";
import { History, HOUR, DAY } from "./history.fixture.ts";
import { ledgerOf, relive } from "./on-database.fixture.ts";
const database = await testDatabase();
it("a hold of three grants whose first has closed", async () => {
  const h = new History();
  for (const [i, days] of [
    [1, 30],
    [2, 60],
    [3, null],
  ] as const)
    h.must({
      kind: "issueGrant",
      source: "purchase",
      grantKind: "paid",
      amount: 10_000_000n,
      effectiveAt: null,
      expiresAt: days === null ? null : h.now + days * DAY,
      businessKey: `k${i}`,
    });
  h.must({
    kind: "startJob",
    ref: "r",
    resource: "gpu.h100-80gb",
    work: "training",
    mode: "epochs",
    unitsMilli: 2506,
    estimateMs: null,
    next: { untilMs: HOUR },
    project: null,
    member: null,
  });
  for (let i = 1; i <= 2; i += 1)
    h.pass(HOUR).must({ kind: "settleEpoch", ref: "r", quantityMs: i * HOUR, next: { untilMs: (i + 1) * HOUR } });
  const ledger = ledgerOf(database);
  const { answers, expected } = await relive(await database.open("app"), ledger, h);
  await ledger.close();
  expect(answers).toEqual(expected);
});
