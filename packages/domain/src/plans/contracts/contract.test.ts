import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { type Contract, type ContractTerms, checkContract, contractCreditDueAt, contractGrants } from "./index.ts";

const NOW = Date.parse("2027-01-31T00:00:00Z");
const at = (text: string): number => Date.parse(text);

function terms(some: Partial<ContractTerms> = {}): ContractTerms {
  return { plan: "enterprise", startsAt: NOW, endsAt: null, rates: {}, entitlements: {}, credits: [], ...some };
}

function aContract(some: Partial<Contract> = {}): Contract {
  return { ...terms(), id: "c", state: "running", nextMonth: 0, endedAt: null, ...some };
}

const check = (some: Partial<ContractTerms>, others: readonly Contract[] = []) =>
  checkContract({ catalog: tiered, others, now: NOW }, terms(some));

describe("a contract", () => {
  it.each([
    [{ plan: "gold" }, "unknown_plan"],
    [{ startsAt: NOW - 1 }, "contract_in_past"],
    [{ endsAt: NOW }, "contract_in_past"],
    [{ rates: { "gpu.teapot": 1n } }, "unknown_resource"],
    [{ entitlements: { teapots: 1 } }, "entitlement_not_fitting"],
    [{ entitlements: { members: true } }, "entitlement_not_fitting"],
    [{ entitlements: { members: 1.5 } }, "entitlement_not_fitting"],
    [{ entitlements: { sso: "unlimited" } }, "entitlement_not_fitting"],
    [{ entitlements: { support: "butler" } }, "entitlement_not_fitting"],
    [{ entitlements: { toString: true } }, "entitlement_not_fitting"],
  ])("with %o is refused: %s", (some, code) => {
    expect(check(some as Partial<ContractTerms>)).toMatchObject({ ok: false, error: { code } });
  });

  it("may name prices and values of the catalog, and touch another contract", () => {
    const entitlements = { members: "unlimited", sso: true, support: "email" };
    expect(check({ rates: { "gpu.l40s": 0n }, entitlements })).toEqual({ ok: true, value: null });
    const others = [aContract({ startsAt: NOW - 10, endsAt: NOW }), aContract({ startsAt: NOW + 10, endsAt: null })];
    expect(check({ endsAt: NOW + 10 }, others)).toEqual({ ok: true, value: null });
    expect(check({ endsAt: NOW + 11 }, others)).toMatchObject({ error: { code: "contract_overlaps" } });
    expect(check({}, others)).toMatchObject({ error: { code: "contract_overlaps" } });
  });
});

describe("the credit of a contract", () => {
  const credits = [
    { amount: 1_000n, every: "once", days: null, kind: "paid" },
    { amount: 10n, every: "month", days: 30, kind: "promotional" },
  ] as const;

  it("comes at the start and in each month from it, until the contract ends", () => {
    const contract = aContract({ credits, endsAt: at("2027-03-31T00:00:00Z") });
    const months = [0, 1, 2].map((nextMonth) => ({ ...contract, nextMonth }));
    expect(months.map(contractCreditDueAt)).toEqual([NOW, at("2027-02-28T00:00:00Z"), null]);
    expect(months.map((each) => contractGrants(each).map(({ amount }) => amount))).toEqual([
      [1_000n, 10n],
      [10n],
      [10n],
    ]);
    expect(contractGrants(contract).map(({ businessKey }) => businessKey)).toEqual([
      "contract:c:0:2027-01-31T00:00:00.000Z",
      "contract:c:1:2027-01-31T00:00:00.000Z",
    ]);
  });

  it("does not come again where all of it comes once, nor after the end", () => {
    const once = aContract({ credits: credits.slice(0, 1), nextMonth: 1 });
    expect([contractCreditDueAt(once), contractCreditDueAt(aContract({ credits, state: "ended" }))]).toEqual([
      null,
      null,
    ]);
  });
});
