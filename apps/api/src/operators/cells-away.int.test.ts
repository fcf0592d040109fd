import { createServiceKey } from "@scrip/db/access";
import { homesOf } from "@scrip/db/connection";
import { Account } from "@scrip/db/testing/ledger";
import { Registry } from "prom-client";
import { afterEach, expect, it } from "vitest";
import { addPaymentMetrics } from "../server/metrics/payment-metrics.ts";
import { aCellsApi } from "../testing/a-cells-api.ts";
import { askAs } from "../testing/a-person.ts";
import type { OutputOf } from "../testing/wire-types.ts";

const HOUR_MS = 3_600_000;

const api = await aCellsApi();
afterEach(() => api.toB.mend());
const ada = await api.aPerson({ isOperator: true });
const inA = await api.place("a");
const inB = await api.place("b");
const bare = (org: string): string => org.slice("org_".length);

for (const org of [inA, inB]) {
  const account = new Account(api.deps.ledger, bare(org));
  await account.grant("20");
  await account.run("startJob", {
    ref: "train-7",
    resource: "gpu.h100-80gb",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: HOUR_MS },
    project: null,
    member: null,
  });
  const owner = await api.cells.owner(org === inA ? "a" : "b");
  await owner.query(
    `INSERT INTO due (org_id, kind, ref_id, due_at, tries, problem, parked_at, on_test_clock)
      VALUES ($1, 'refresh_account', $1, now(), 5, 'a test', now(), false)`,
    [bare(org)],
  );
}

const asked = async (procedure: string, input = {}) => (await ada.call(procedure, input)).data;
const find = async () => (await asked("operators.find", { text: "train-7" })) as OutputOf<"operators.find">;
const cases = async () => (await asked("operators.cases.list")) as OutputOf<"operators.cases.list">;

it("an operator finds jobs and parked work of all cells, and reads which cell is away", async () => {
  expect((await find()).away).toEqual([]);
  expect((await find()).jobs.map(({ org }) => org)).toEqual([inB, inA]);
  expect((await cases()).work.map(({ org }) => org).toSorted()).toEqual([inA, inB].toSorted());
  api.toB.cut();
  expect(await find()).toMatchObject({ away: ["b"], jobs: [{ org: inA, job: "train-7" }] });
  expect(await cases()).toMatchObject({ away: ["b"], work: [{ org: inA }] });
  expect(await asked("operators.seller.get")).toMatchObject({ away: ["b"] });
});

it("the revenue of a month is of all cells, or refused with the name of the cell that is away", async () => {
  const month = new Date().toISOString().slice(0, 7);
  expect(await asked("operators.revenue", { month })).toMatchObject({ organizations: 2 });
  api.toB.cut();
  const refused = await ada.call("operators.revenue", { month });
  expect(refused.status).toBe(503);
  expect(refused.error?.message).toContain("The cell b does not answer");
});

it("the proof of all organizations needs every cell, that of some needs theirs", async () => {
  const platform = await api.cells.owner("platform");
  const { key } = await createServiceKey(homesOf(platform).platform, {
    name: "proof",
    owner: "platform",
    orgId: null,
    orgIds: null,
    scopes: ["ledger:verify"],
    expiresAt: null,
  });
  const verify = (input = {}) => askAs(api.url, "ledger.verify", input, { authorization: `Bearer ${key}` });
  expect((await verify()).data).toMatchObject({ ok: true, organizations: 2, entries: 4 });
  api.toB.cut();
  expect((await verify({ orgs: [inA] })).data).toMatchObject({ organizations: 1 });
  const refused = await verify();
  expect(refused.status).toBe(503);
  expect(refused.error?.message).toContain("The cell b cannot be read");
});

it("the metrics of payments leave out a cell that is away", async () => {
  const registry = new Registry();
  addPaymentMetrics(registry, api.deps.verify);
  api.toB.cut();
  expect(await registry.metrics()).toMatch(/scrip_payments_open\{state="unknown"\} 0/);
});
