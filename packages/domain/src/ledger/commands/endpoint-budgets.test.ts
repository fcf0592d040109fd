import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { type BudgetMode, budgetName, noBudgets } from "../state/budget.ts";

/** Four hours of it cost $7.96, and five $9.95. */
const GPU = { resource: "gpu.a100-80gb", unitsMilli: 1000, project: "chat" } as const;

describe("L33 a budget of $8 a day for the project of an endpoint", () => {
  it("counts each charge, and lets the endpoint run on above the cap", () => {
    const { ledger, runFor, usedToday } = aProject("hard");
    runFor(4);
    expect(usedToday()).toBe(usd("7.96"));
    runFor(1);
    expect(usedToday()).toBe(usd("9.95"));
    expect([...(ledger.state.meters?.endpoints.values() ?? [])]).toMatchObject([{ state: "running" }]);
  });

  it("refuses new starts and more units once it is used up, until the next day (UTC)", () => {
    const { ledger, runFor } = aProject("hard");
    const another = { kind: "startEndpoint", ref: "another", ...GPU } as const;
    const more = { kind: "scaleEndpoint", ref: "first", unitsMilli: 2000 } as const;
    runFor(5);
    const full = { code: "budget_exceeded", data: { scope: "project", id: "chat", cap: "8000000", used: "9950000" } };
    expect([ledger.refusal(another), ledger.refusal(more)]).toMatchObject([full, full]);
    expect(ledger.run({ kind: "startEndpoint", ...GPU, ref: "elsewhere", project: "other" }).state).toBe("running");
    expect(ledger.run({ ...more, unitsMilli: 500 }).unitsMilli).toBe(500);
    runFor(18);
    ledger.now += HOUR;
    expect(ledger.run(another).state).toBe("running");
  });

  it("refuses nothing if it only alerts", () => {
    const { ledger, runFor, usedToday } = aProject("alert");
    runFor(5);
    expect(usedToday()).toBe(usd("9.95"));
    expect(ledger.run({ kind: "startEndpoint", ref: "another", ...GPU }).state).toBe("running");
  });
});

/** A project with a budget, and an endpoint that begins at midnight. */
function aProject(mode: BudgetMode) {
  const ledger = new LedgerInMemory();
  ledger.now = 20 * DAY;
  const terms = { scope: "project", ref: "chat", period: "day", cap: usd("8"), mode, version: 1 } as const;
  ledger.state.budgets = noBudgets(true);
  ledger.state.budgets.terms.set(budgetName(terms), { ...terms, createdAt: ledger.now });
  ledger.run({ kind: "issueGrant", amount: usd("1000") });
  const { endpoint } = ledger.run({ kind: "startEndpoint", ref: "first", ...GPU });
  return {
    ledger,
    /** Lets hours pass, and charges the endpoint at the end. */
    runFor: (hours: number) => {
      ledger.now += hours * HOUR;
      ledger.run({ kind: "settleEndpoint", endpointId: endpoint });
    },
    usedToday: () => [...(ledger.state.budgets?.uses.values() ?? [])].find(({ from }) => from === 20 * DAY)?.used,
  };
}
