import { inOrganization } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { FROM_WITHIN } from "@scrip/usecases/deps";
import { createWebhook } from "@scrip/usecases/notices/webhooks/create-webhook";
import { writeNotice } from "@scrip/usecases/notices/write-notice";
import { aScenario, SCENARIO_SECRET } from "@scrip/usecases/testing/a-scenario";
import { Webhook } from "standardwebhooks";
import { expect, it, vi } from "vitest";
import { aReceiver, type Received } from "./testing/a-receiver.ts";
import { aWorker } from "./testing/a-worker.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000 });

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
const until = (holds: () => Promise<void> | void): Promise<void> =>
  vi.waitFor(holds, { timeout: 120_000, interval: 50 });

const ENV = { SCRIP_AUTH_SECRET: SCENARIO_SECRET, SCRIP_WEBHOOK_ALLOW_PRIVATE: "1" };

/** An organization with webhooks at these addresses. @returns their secrets, and a function that makes an event */
async function told(...urls: string[]) {
  const { orgId } = await anOrganization({ clockAt: null });
  const caller = { orgId, actor: { type: "operator", id: orgId }, from: FROM_WITHIN } as const;
  const webhooks: { webhook: string; secret: string }[] = [];
  for (const url of urls)
    webhooks.push(await createWebhook(deps, caller, { url, description: "", eventKinds: ["balance.low"] }));
  const tell = async (available: number): Promise<void> => {
    const dueAt = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new Error("there is no organization");
      const data = { available: `${available}`, threshold: "10000000" };
      return writeNotice(tx, organization, { kind: "balance.low", data });
    });
    deps.ledger.announce({ orgIds: [orgId], dueAt });
  };
  const states = (): Promise<{ state: string; attempts: number }[]> =>
    owner.query("SELECT state, attempts FROM webhook_deliveries WHERE org_id = $1 ORDER BY webhook_id, sequence", [
      orgId,
    ]);
  return { orgId, webhooks, tell, states };
}

/** Lets every pause and lease end, as if the time had passed. */
async function passTime(orgId: string): Promise<void> {
  await owner.query(
    `UPDATE webhook_deliveries SET next_at = now(), claimed_until = NULL WHERE org_id = $1 AND state = 'waiting'`,
    [orgId],
  );
  await owner.query("UPDATE due SET due_at = now() WHERE org_id = $1 AND kind = 'deliver_webhook'", [orgId]);
}

const verify = (secret: string, { headers, body }: Received) =>
  new Webhook(secret).verify(body, headers) as { sequence: number; data: { available: string } };

it("a receiver that is down, slow, wrong and back again gets every event once acknowledged, validly signed", async () => {
  const receiver = await aReceiver();
  const { orgId, webhooks, tell, states } = await told(receiver.url);
  const secret = webhooks[0]?.secret ?? "";
  await aWorker(database, 1, ENV);
  const tried = (count: number) =>
    until(async () => {
      const rows = await states();
      expect(rows).toHaveLength(count);
      expect(rows.every(({ state, attempts }) => state === "delivered" || attempts > 0)).toBe(true);
    });

  await tell(1);
  await tried(1);
  await receiver.start("wrong");
  await tell(2);
  await tried(2);
  await passTime(orgId);
  await until(() => expect(receiver.received.length).toBeGreaterThan(0));
  await receiver.start("up");
  await tell(3);
  await tried(3);
  await receiver.stop();
  await tell(4);
  await tried(4);
  await receiver.start("slow");
  await tell(5);
  await until(async () => {
    await passTime(orgId);
    expect((await states()).map(({ state }) => state)).toEqual(Array(5).fill("delivered"));
  });

  const acknowledged = receiver.received.filter(({ status }) => status === 200);
  const events = acknowledged.map((each) => verify(secret, each));
  expect(new Set(acknowledged.map(({ headers }) => headers["webhook-id"])).size).toBe(5);
  expect(new Set(events.map(({ sequence }) => sequence))).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(new Set(events.map(({ data }) => data.available))).toEqual(new Set(["1", "2", "3", "4", "5"]));
  for (const each of receiver.received) expect(verify(secret, each)).toBeDefined();
});

it("a receiver that never answers delays neither another webhook nor other work", async () => {
  const stuck = await aReceiver();
  const healthy = await aReceiver();
  const { tell, orgId } = await told(stuck.url, healthy.url);
  await Promise.all([stuck.start("stuck"), healthy.start("up")]);
  const worker = await aWorker(database, 3600, ENV);
  for (let each = 1; each <= 12; each += 1) await tell(each);
  await until(() => expect(healthy.received).toHaveLength(12));
  const first = stuck.received[0]?.at ?? Number.POSITIVE_INFINITY;
  const last = healthy.received.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  expect(stuck.received.length).toBeLessThanOrEqual(8);
  expect(last - first).toBeLessThan(15_000);
  await until(async () =>
    expect(await owner.query("SELECT FROM due WHERE org_id = $1 AND kind = 'send_notice'", [orgId])).toEqual([]),
  );
  // The worker counts a try after the receiver has its request.
  await until(async () => expect(await worker.figure('scrip_webhook_tries_total{outcome="delivered"}')).toBe(12));
});

it.each([
  ["notice.queued", 1],
  ["delivery.claimed", 1],
  ["delivery.sent", 2],
  ["delivery.recorded", 1],
])("a worker that is killed at %s leaves the delivery to another one", async (point, times) => {
  const receiver = await aReceiver();
  const { orgId, webhooks, tell, states } = await told(receiver.url);
  await receiver.start("up");
  const killed = await aWorker(database, 1, { ...ENV, SCRIP_TEST_CRASH_AT: `${point}:1` });
  await tell(7);
  expect(await killed.ended).toBeNull();
  await passTime(orgId);
  await aWorker(database, 1, ENV);
  await until(async () => expect((await states()).map(({ state }) => state)).toEqual(["delivered"]));
  await until(() => expect(receiver.received).toHaveLength(times));
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  for (const each of receiver.received)
    expect(verify(webhooks[0]?.secret ?? "", each)).toMatchObject({ sequence: 1, data: { available: "7" } });
});
