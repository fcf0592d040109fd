import { randomUUID } from "node:crypto";
import { readEndpoint } from "@scrip/db/read/usage/endpoint-story";
import { listEndpoints } from "@scrip/db/read/usage/list-endpoints";
import { sumEndpoints } from "@scrip/db/read/usage/sum-endpoints";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { getBalance } from "../../ledger/get-balance.ts";
import { aScenario, NOON } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { scaleEndpoint } from "./scale-endpoint.ts";
import { startEndpoint } from "./start-endpoint.ts";
import { stopEndpoint } from "./stop-endpoint.ts";

const { deps, database, anOrganization } = await aScenario();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Starts an endpoint; the default costs $3.99 an hour. */
function start({ caller }: Organization, changed: Partial<Parameters<typeof startEndpoint>[2]> = {}) {
  const terms = { endpoint: "chat", resource: "gpu.h100-80gb", unitsMilli: 1000, idempotencyKey: randomUUID() };
  return startEndpoint(deps, caller, { ...terms, ...changed });
}

const stop = ({ caller }: Organization, idempotencyKey: string = randomUUID()) =>
  stopEndpoint(deps, caller, { endpoint: "chat", idempotencyKey });

const scale = ({ caller }: Organization, unitsMilli: number, idempotencyKey: string = randomUUID()) =>
  scaleEndpoint(deps, caller, { endpoint: "chat", unitsMilli, idempotencyKey });

const read = ({ orgId }: Organization) => readEndpoint(deps.pages, orgId, "chat");

/** The spans of an endpoint's charges, in minutes after the start. */
async function spansOf({ orgId }: Organization): Promise<[number, number][]> {
  const owner = await database.open("owner");
  const rows: { from: Date; until: Date }[] = await owner.query(
    'SELECT from_at AS "from", until_at AS until FROM metered_charges WHERE org_id = $1 ORDER BY meter_id, leg',
    [orgId],
  );
  return rows.map(({ from, until }) => [(from.getTime() - NOON) / MINUTE, (until.getTime() - NOON) / MINUTE]);
}

describe("an endpoint on a test clock", () => {
  it("is settled at each five minutes on the way, and at its stop", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    await start(acme);
    await acme.advanceBy(12 * MINUTE);
    expect(await read(acme)).toMatchObject({ state: "running", charged: usd("0.665"), accrued: usd("0.133") });
    const stopped = await stop(acme);
    expect(stopped).toMatchObject({ decision: "stop", reason: "asked", charged: "133000", chargedTotal: "798000" });
    expect(await spansOf(acme)).toEqual([
      [0, 5],
      [5, 10],
      [10, 12],
    ]);
    expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: usd("9.202"), owed: 0n });
    expect(await sumEndpoints(deps.pages, acme.orgId, {})).toMatchObject({ count: 1, runningCount: 0, perHour: 0n });
  });

  it("runs into debt, and the next credit pays the debt first", async () => {
    const acme = await anOrganization({ credit: "1.00" });
    await start(acme);
    await acme.advanceBy(HOUR);
    // $3.99 less the credit of $1.
    expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: 0n, owed: usd("2.99") });
    expect(await read(acme)).toMatchObject({
      decision: "continue",
      reason: "insufficient_credit",
      missing: usd("2.99") + 1n,
    });
    await expect(start(acme, { endpoint: "other" })).rejects.toMatchObject({
      refusal: { code: "insufficient_credit", data: { missing: "2990001" } },
    });
    expect(await acme.grant("5.00")).toMatchObject({ paidDebt: "2990000" });
    expect(await read(acme)).toMatchObject({ decision: "continue", reason: null, missing: null });
    await acme.advanceBy(5 * MINUTE);
    expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: usd("1.6775"), owed: 0n });
  });

  it("is stopped once its overdraft is used up, and its service starts it again after a payment", async () => {
    const acme = await anOrganization({ credit: "1.00" });
    // Ten units cost $39.90 an hour: $100 are owed after 2 h 31 min 53 s, so it stops at 2 h 35 min.
    await start(acme, { unitsMilli: 10_000 });
    await acme.advanceBy(3 * HOUR);
    const stopped = await read(acme);
    expect(stopped).toMatchObject({ decision: "stop", reason: "overdraft_limit", accrued: 0n });
    expect(stopped?.stoppedAt).toBe(NOON + 155 * MINUTE);
    expect(await getBalance(deps, acme.orgId)).toMatchObject({ owed: usd("102.075") });
    await expect(scale(acme, 1)).rejects.toMatchObject({ refusal: { code: "endpoint_stopped" } });
    await expect(start(acme)).rejects.toMatchObject({ refusal: { code: "insufficient_credit" } });
    await acme.grant("200.00");
    const again = await start(acme);
    expect(again.endpoint).toBe(stopped?.id);
    await acme.advanceBy(5 * MINUTE);
    expect(await read(acme)).toMatchObject({ state: "running", startedAt: NOON + 180 * MINUTE });
  });

  it("takes credit only while it is effective", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    await acme.grant("5.00", { source: "plan", expiresAt: NOON + 7 * MINUTE });
    await start(acme);
    await acme.advanceBy(10 * MINUTE);
    // Five minutes from the plan's credit, which lapses at seven; the next five from what was bought.
    expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: usd("9.6675") });
  });

  it("costs nothing while it is scaled to nothing", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    await start(acme);
    await acme.advanceBy(5 * MINUTE);
    await scale(acme, 0);
    await acme.advanceBy(24 * HOUR);
    await scale(acme, 2000);
    await acme.advanceBy(5 * MINUTE);
    await stop(acme);
    expect(await spansOf(acme)).toEqual([
      [0, 5],
      [5, 1445],
      [1445, 1450],
    ]);
    expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: usd("9.0025") });
  });

  it("has the price of its start until it is scaled", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    await start(acme, { unitsMilli: 500 });
    expect(await read(acme)).toMatchObject({ rateNanos: 3_990_000_000n, perHour: usd("1.995") });
    await scaleEndpoint(deps, acme.caller, {
      endpoint: "chat",
      resource: "endpoint.cpu-2",
      idempotencyKey: randomUUID(),
    });
    expect(await read(acme)).toMatchObject({ resource: "endpoint.cpu-2", perHour: usd("0.04") });
  });
});

describe("a start of a job", () => {
  it("subtracts what endpoints have accrued", async () => {
    const acme = await anOrganization({ credit: "1.00" });
    await start(acme);
    // Four minutes of $3.99 an hour are $0.266: of $1.00 there are $0.734 left, and an hour needs $0.528.
    await acme.advanceBy(4 * MINUTE);
    await acme.start("first", { untilMs: HOUR });
    // $0.44 is on hold: $0.294 are left.
    await expect(acme.start("second", { untilMs: HOUR })).rejects.toMatchObject({
      refusal: { code: "insufficient_credit", data: { required: "528000", spendable: "294000", missing: "234000" } },
    });
  });
});

describe("at one moment", () => {
  it("ten settles of the worker, a scale and a stop charge each millisecond once", async () => {
    const acme = await anOrganization({ credit: "10.00", clockAt: null });
    await start(acme);
    const owner = await database.open("owner");
    // Seven minutes ago, so that a settle is due.
    await owner.query(
      `UPDATE endpoints SET created_at = created_at - interval '7 min', started_at = started_at - interval '7 min',
        settled_at = settled_at - interval '7 min' WHERE org_id = $1`,
      [acme.orgId],
    );
    await owner.query(
      "UPDATE due SET due_at = due_at - interval '7 min' WHERE org_id = $1 AND kind = 'settle_endpoint'",
      [acme.orgId],
    );
    const { id = "" } = (await read(acme)) ?? {};
    const settle = () => {
      const base = { orgId: acme.orgId, id: randomUUID(), actor: { type: "system", id: null } } as const;
      return deps.ledger.submit({ ...base, kind: "settleEndpoint", endpointId: id }, null);
    };
    await Promise.all([...Array.from({ length: 10 }, settle), scale(acme, 2000), ...Array.from({ length: 5 }, settle)]);
    const outcomes = await Promise.all([stop(acme), settle(), stop(acme), settle()]);
    expect(outcomes[0]).toMatchObject({ state: "stopped" });
    expect(outcomes[2]).toMatchObject({ state: "stopped", charged: "0" });
  });

  it("C3 the same key twice acts once and answers the same", async () => {
    const acme = await anOrganization({ credit: "10.00" });
    const key = randomUUID();
    const [one, two] = await Promise.all([start(acme, { idempotencyKey: key }), start(acme, { idempotencyKey: key })]);
    expect(two).toEqual(one);
    await acme.advanceBy(MINUTE);
    const scaled = await scale(acme, 3000, key);
    await acme.advanceBy(MINUTE);
    expect(await scale(acme, 3000, key)).toEqual(scaled);
    const stopped = await stop(acme, key);
    await acme.advanceBy(MINUTE);
    expect(await stop(acme, key)).toEqual(stopped);
    expect(stopped).toMatchObject({ charged: "199500", chargedTotal: "266000" });
  });
});

it("endpoints are listed by page, the newest first", async () => {
  const acme = await anOrganization({ credit: "10.00" });
  for (const endpoint of ["a", "b", "c"])
    await start(acme, { endpoint, project: endpoint === "b" ? "web" : undefined });
  await acme.advanceBy(MINUTE);
  const first = await listEndpoints(deps.pages, acme.orgId, {}, { after: null, limit: 2 });
  expect(first.endpoints.map(({ endpoint, accrued }) => [endpoint, accrued])).toEqual([
    ["c", 66_500n],
    ["b", 66_500n],
  ]);
  const second = await listEndpoints(deps.pages, acme.orgId, {}, { after: first.next, limit: 2 });
  expect([second.endpoints.map(({ endpoint }) => endpoint), second.next]).toEqual([["a"], null]);
  const web = await listEndpoints(deps.pages, acme.orgId, { project: "web" }, { after: null, limit: 2 });
  expect(web.endpoints).toHaveLength(1);
  const sum = await sumEndpoints(deps.pages, acme.orgId, { states: ["running"] });
  expect(sum).toMatchObject({ count: 3, runningCount: 3, accrued: 199_500n, perHour: usd("11.97"), charged: 0n });
});
