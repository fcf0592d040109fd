import { type BudgetKey, type BudgetTerms, windowOf } from "@scrip/domain/ledger";
import { type Micros, usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { inOrganization } from "../../connection/in-home.ts";
import { listBudgets } from "../../read/usage/list-budgets.ts";
import { previewBudget } from "../../read/usage/preview-budget.ts";
import { testDatabase } from "../../testing/index.ts";
import { Account, appLedger, findings } from "../an-account.test-support.ts";
import { removeBudget, setBudget } from "./put-budget.ts";

const HOUR = 3_600_000;
/** 20 January, 01:00 (UTC). */
const NOW = Date.UTC(2026, 0, 20, 1);
const PROJECT = { scope: "project", ref: "apollo", period: "day" } as const;

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());
// `verify` adds up the same uses from the entries.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

describe("L33 a project with $10 a day, of which $50 were used this month and none today", () => {
  it("lets exactly 5 of 10 starts of $2 at once pass, a sixth when a hold times out, and $10 again after midnight", async () => {
    const account = await aProject();
    expect(await used(account, PROJECT)).toBe(0n);
    const first = await Promise.all(Array.from({ length: 10 }, (_, n) => start(account, n)));
    expect(first.filter(({ ok }) => ok)).toHaveLength(5);
    expect(first.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: "budget_exceeded", data: { scope: "project", id: "apollo", used: "9975000", cap: "10000000" } },
    });
    // Without a label and in another project nothing is refused.
    expect(await start(account, 10, null)).toMatchObject({ ok: true });
    expect(await start(account, 11, "gemini")).toMatchObject({ ok: true });

    const [hold] = await owner.query(
      "SELECT hold_id, silent_at FROM jobs j JOIN holds h ON h.id = j.hold_id WHERE j.org_id = $1 AND project = 'apollo' LIMIT 1",
      [account.orgId],
    );
    await account.run("expireHold", { holdId: hold.hold_id });
    expect(await used(account, PROJECT), "too early").toBe(usd("9.975"));
    await setTime(account, NOW + 3 * HOUR);
    await account.run("expireHold", { holdId: hold.hold_id });
    expect(await used(account, PROJECT)).toBe(usd("7.98"));
    expect(await start(account, 12)).toMatchObject({ ok: true });
    expect(await start(account, 13)).toMatchObject({ ok: false });

    await setTime(account, Date.UTC(2026, 0, 21));
    const next = await Promise.all(Array.from({ length: 10 }, (_, n) => start(account, 20 + n)));
    expect(next.filter(({ ok }) => ok)).toHaveLength(5);
  });

  it("records work above the cap, refuses what follows, and never refuses once the cap is taken away", async () => {
    const account = await aProject();
    for (let n = 0; n < 5; n += 1) await start(account, n);
    await setTime(account, NOW + (HOUR * 3) / 4);
    const done = { ref: "job 0", end: "completed", fault: "user", quantityMs: (HOUR * 3) / 4 } as const;
    await account.run("finishJob", done);
    expect(await used(account, PROJECT)).toBe(usd("10.9725"));
    expect(await start(account, 6)).toMatchObject({ ok: false, refusal: { data: { used: "10972500" } } });
    await inOrganization(app.organizations, account.orgId, (tx) => removeBudget(tx, account.orgId, PROJECT));
    for (let n = 7; n < 14; n += 1) expect(await start(account, n)).toMatchObject({ ok: true });
    // It was counted meanwhile: 4 + 7 holds, and the charge.
    await set(account, PROJECT, "5");
    expect(await used(account, PROJECT)).toBe(usd("1.995") * 11n + usd("2.9925"));
  });
});

describe("L33 a budget that is new", () => {
  it("counts what its subject used before in its window, as a preview says, of every scope and period", async () => {
    const account = await aProject();
    const KEY = "00000000-0000-7000-8000-00000000000a";
    const key = new Account(ledger, account.orgId, { actor: { type: "service_key", id: KEY } });
    const labels = { resource: null, project: "apollo", member: "ada" } as const;
    await key.run("charge", { ...labels, amount: usd("7"), onShortfall: "refuse" });
    const { hold } = await key.run("placeHold", { amount: usd("8"), ttlMs: null });
    await account.run("settleHold", { holdId: hold, amount: usd("3"), close: false, resource: null });
    await start(account, 1);
    const expected: [BudgetKey, string, string][] = [
      [{ scope: "organization", ref: "", period: "day" }, "16.995", "6.995"],
      [{ scope: "organization", ref: "", period: "month" }, "66.995", "6.995"],
      [{ scope: "organization", ref: "", period: "all" }, "67.995", "6.995"],
      [{ scope: "project", ref: "apollo", period: "month" }, "58.995", "1.995"],
      [{ scope: "member", ref: "ada", period: "all" }, "7", "0"],
      [{ scope: "key", ref: KEY, period: "month" }, "15", "5"],
    ];
    for (const [budget, total, held] of expected) {
      const open = held === "0" ? 0n : usd(held);
      const preview = await previewBudget(app.organizations, account.orgId, budget);
      expect([budget, preview.used, preview.held]).toEqual([budget, usd(total), open]);
      await set(account, budget, "1000");
      expect([budget, await used(account, budget)]).toEqual([budget, usd(total)]);
    }
    const listed = await listBudgets(app.organizations, account.orgId);
    const shown = listed.map(({ scope, period, used: all, held }) => [scope, period, all, held]);
    expect(shown).toEqual([
      ["key", "month", usd("15"), usd("5")],
      ["member", "all", usd("7"), 0n],
      ["project", "day", usd("8.995"), usd("1.995")],
      ["project", "month", usd("58.995"), usd("1.995")],
      ["organization", "day", usd("16.995"), usd("6.995")],
      ["organization", "month", usd("66.995"), usd("6.995")],
      ["organization", "all", usd("67.995"), usd("6.995")],
    ]);
    // What comes later is counted in all of them.
    await key.run("settleHold", { holdId: hold, amount: usd("5"), close: true, resource: null });
    await account.run("finishJob", { ref: "job 1", end: "cancelled", fault: "user", quantityMs: 0 });
    const after = await listBudgets(app.organizations, account.orgId);
    expect(after.map(({ used: all, held }) => [all, held])).toEqual([
      [usd("15"), 0n],
      [usd("7"), 0n],
      [usd("7"), 0n],
      [usd("57"), 0n],
      [usd("15"), 0n],
      [usd("65"), 0n],
      [usd("66"), 0n],
    ]);
  });

  it("that is set while work starts counts every hold once", async () => {
    const account = await aProject();
    const month = { ...PROJECT, period: "month" } as const;
    const starts = Array.from({ length: 60 }, (_, n) => start(account, n, "apollo", account.as(anId(n), null)));
    const sets = [1, 2, 3].map(() => set(account, month, "1000"));
    const outcomes = await Promise.all([...starts, ...sets]);
    const passed = outcomes.filter((outcome) => outcome !== null && "ok" in outcome && outcome.ok).length;
    expect(await used(account, month)).toBe(usd("50") + BigInt(passed) * usd("1.995"));
  });
});

/** An organization that used $1 in December and $50 of its project on 10 January, with a budget of $10 a day from now. */
async function aProject(): Promise<Account> {
  const account = await Account.open(app, ledger, Date.UTC(2025, 11, 31));
  await account.grant("1000");
  const labels = { resource: null, member: null, onShortfall: "refuse" } as const;
  await account.run("charge", { ...labels, project: null, amount: usd("1") });
  await setTime(account, Date.UTC(2026, 0, 10));
  await account.run("charge", { ...labels, project: "apollo", amount: usd("50") });
  await setTime(account, NOW);
  await set(account, PROJECT, "10");
  return account;
}

/** Starts a job of half an hour on one H100: $1.995. */
function start({ orgId }: Account, n: number, project: string | null = "apollo", by = new Account(ledger, orgId)) {
  return by.try("startJob", {
    ref: `job ${n}`,
    resource: "gpu.h100-80gb",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: HOUR / 2 },
    project,
    member: null,
  });
}

const anId = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

function set({ orgId }: Account, key: BudgetKey, cap: string, mode: BudgetTerms["mode"] = "hard") {
  return inOrganization(app.organizations, orgId, (tx) => setBudget(tx, orgId, { ...key, cap: usd(cap), mode }));
}

async function used({ orgId }: Account, { scope, ref, period }: BudgetKey): Promise<Micros> {
  const [head] = await owner.query("SELECT greatest(at, clock_at) AS now FROM organizations WHERE org_id = $1", [
    orgId,
  ]);
  const { from } = windowOf(period, head.now.getTime());
  const [row] = await owner.query(
    "SELECT used FROM budget_uses WHERE org_id = $1 AND scope = $2 AND ref = $3 AND period = $4 AND window_start = $5",
    [orgId, scope, ref, period, new Date(from)],
  );
  return row?.used ?? 0n;
}

async function setTime({ orgId }: Account, at: number): Promise<void> {
  await owner.query("UPDATE organizations SET clock_at = $2 WHERE org_id = $1", [orgId, new Date(at)]);
}
