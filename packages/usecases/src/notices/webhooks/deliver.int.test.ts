import { Webhook } from "standardwebhooks";
import { describe, expect, it, vi } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { answer, aWebhook, START } from "./a-webhook.test-support.ts";
import { deliverRound } from "./deliver.ts";
import type { WebhookPost } from "./post-webhook.ts";
import { redeliver, sendTest } from "./send-again.ts";
import { removeWebhook, rotateSecret, updateWebhook } from "./update-webhook.ts";

const scenario = await aScenario();
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Verifies as a receiver does, with the reference library and its tolerance of five minutes, at an injected time. */
function verified({ headers, body }: WebhookPost, secret: string, at: number): unknown {
  vi.useFakeTimers({ now: at, toFake: ["Date"] });
  try {
    return new Webhook(secret).verify(body, headers);
  } finally {
    vi.useRealTimers();
  }
}

describe("a delivery", () => {
  it("that is answered 500 twice and 200 forty minutes later is three tries of one webhook-id, each signed anew", async () => {
    const hook = await aWebhook(scenario);
    hook.answers.push(answer(500, "broken"), answer(500), answer(200, "ok"));
    await hook.tell();
    const sentAt: number[] = [];
    for (const passed of [0, 5 * SECOND, 40 * MINUTE]) {
      hook.clock.now = START + passed + SECOND;
      sentAt.push(hook.clock.now);
      await hook.round();
    }
    expect(hook.posts).toHaveLength(3);
    expect(new Set(hook.posts.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(hook.posts.map(({ body }) => body)).size).toBe(1);
    expect(new Set(hook.posts.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(3);
    for (const [index, post] of hook.posts.entries()) {
      expect(post.headers["webhook-timestamp"]).toBe(`${Math.floor((sentAt[index] ?? 0) / SECOND)}`);
      expect(verified(post, hook.secret, sentAt[index] ?? 0)).toMatchObject({
        type: "balance.low",
        organization: `org_${hook.orgId}`,
        sequence: 1,
        data: { available: "9870000" },
      });
    }
    const [first] = hook.posts;
    if (first === undefined) throw new Error("nothing was sent");
    expect(() => verified(first, hook.secret, (sentAt[0] ?? 0) + 6 * MINUTE)).toThrow("too old");
    expect(await hook.state()).toMatchObject({
      webhook: { off_reason: null, failing_since: null },
      deliveries: [{ state: "delivered", tries: 2, attempts: 3, nextAt: null }],
      attempts: [
        { number: 1, status: 500, answer: "broken" },
        { number: 2, status: 500 },
        { number: 3, status: 200, answer: "ok" },
      ],
    });
  });

  it("is signed by both secrets for a day after a rotation, and by the new one alone after that", async () => {
    const hook = await aWebhook(scenario);
    const { secret, earlierUntil } = await rotateSecret(hook.deps, hook.caller, { webhook: hook.webhook });
    expect(earlierUntil - Date.now()).toBeGreaterThan(DAY - MINUTE);
    await hook.tell();
    hook.clock.now = START + MINUTE;
    await hook.round();
    await hook.tell();
    hook.clock.now = START + DAY + HOUR;
    await hook.round();
    const [during, after] = hook.posts;
    if (during === undefined || after === undefined) throw new Error("two were expected");
    for (const each of [hook.secret, secret]) expect(verified(during, each, START + MINUTE)).toBeDefined();
    expect(during.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
    expect(verified(after, secret, START + DAY + HOUR)).toBeDefined();
    expect(() => verified(after, hook.secret, START + DAY + HOUR)).toThrow("No matching signature");
  });

  it("waits as long as the receiver asks for", async () => {
    const hook = await aWebhook(scenario);
    hook.answers.push(answer(503, "", "3600"));
    await hook.tell();
    hook.clock.now = START + SECOND;
    await hook.round();
    await hook.round();
    const { deliveries, due } = await hook.state();
    expect(deliveries).toMatchObject([{ state: "waiting", nextAt: new Date(START + SECOND + HOUR) }]);
    expect(due).toEqual([{ dueAt: new Date(START + SECOND + HOUR), onTestClock: false }]);
  });

  it("is made once for a notice, whatever is repeated", async () => {
    const hook = await aWebhook(scenario);
    await Promise.all([hook.tell(), hook.tell(), hook.tell()]);
    hook.clock.now = START + SECOND;
    for (let tried = 1; tried > 0; ) ({ tried } = await hook.round());
    const sequences = hook.posts.map(({ body }) => (JSON.parse(body) as { sequence: number }).sequence);
    expect(sequences.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    expect(new Set(hook.posts.map(({ headers }) => headers["webhook-id"])).size).toBe(3);
  });

  it("goes only to webhooks that want its kind", async () => {
    const hook = await aWebhook(scenario, { kinds: ["plan.changed"] });
    expect(await hook.tell()).toEqual([]);
    await sendTest(hook.deps, hook.caller, { webhook: hook.webhook });
    hook.clock.now = START + MINUTE;
    await hook.round();
    expect(hook.posts.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: "test", data: { message: "This is a test." } },
    ]);
  });

  it("is tried by one worker at a time, and by another after the lease of one that died", async () => {
    const hook = await aWebhook(scenario);
    await hook.tell();
    hook.clock.now = START + SECOND;
    const rounds = await Promise.all([hook.round(), hook.round(), hook.round()]);
    expect(rounds.reduce((sum, { tried }) => sum + tried, 0)).toBe(1);
    expect(hook.posts).toHaveLength(1);

    await hook.tell();
    const died = {
      ...hook.worker,
      webhooks: { ...hook.worker.webhooks, post: () => Promise.reject(new Error("died")) },
    };
    await expect(deliverRound(died, hook.key)).rejects.toThrow("died");
    await hook.round();
    expect(hook.posts).toHaveLength(1);
    hook.clock.now += MINUTE;
    await hook.round();
    expect(hook.posts).toHaveLength(2);
    const { attempts } = await hook.state();
    expect(attempts).toMatchObject([
      { status: 200 },
      { number: 1, status: null, problem: null },
      { number: 2, status: 200 },
    ]);
  });
});

describe("a webhook that fails", () => {
  it("gets ten tries over three days, is switched off, and its owners are notified", async () => {
    const hook = await aWebhook(scenario);
    await hook.tell();
    hook.clock.now = START + SECOND;
    for (let turn = 0; turn < 20; turn += 1) {
      hook.answers.push(turn % 2 === 0 ? answer(500) : { status: null, problem: "timed_out" });
      const { tried } = await hook.round();
      const { due } = await hook.state();
      if (tried === 0) hook.clock.now = due[0]?.dueAt.getTime() ?? hook.clock.now;
      if (hook.posts.length === 10) break;
    }
    expect(hook.posts).toHaveLength(10);
    expect(hook.clock.now - START).toBeGreaterThan(3 * DAY);
    const { webhook, deliveries } = await hook.state();
    expect(webhook).toMatchObject({ off_reason: "failing" });
    expect(deliveries).toMatchObject([{ state: "failed", attempts: 10 }]);
    expect(await notices(hook.orgId)).toMatchObject([
      { kind: "webhook.disabled", data: { webhook: `webhook_${hook.webhook}`, reason: "failing" } },
    ]);
    expect(await hook.tell()).toEqual([]);
  });

  it("410 switches it off at once, and drops what waits", async () => {
    const hook = await aWebhook(scenario);
    hook.answers.push(answer(500), answer(410));
    await hook.tell();
    hook.clock.now = START + SECOND;
    await hook.round();
    await hook.tell();
    await hook.tell();
    hook.clock.now = START + 2 * SECOND;
    await hook.round();
    const { webhook, deliveries } = await hook.state();
    expect(webhook).toMatchObject({ off_reason: "gone" });
    expect(deliveries.map(({ state }) => state).toSorted()).toEqual(["dropped", "dropped", "failed"]);
    expect(await notices(hook.orgId)).toMatchObject([{ data: { reason: "gone" } }]);
  });

  it("gets one try at a time until it works again, and four after that", async () => {
    const hook = await aWebhook(scenario);
    hook.answers.push(answer(500));
    await hook.tell();
    hook.clock.now = START + SECOND;
    await hook.round();
    for (let each = 0; each < 6; each += 1) await hook.tell();
    hook.clock.now = START + 2 * SECOND;
    expect((await hook.round()).tried).toBe(1);
    expect((await hook.round()).tried).toBe(4);
  });
});

describe("by hand", () => {
  it("a delivery is sent again under its webhook-id, from its first try on", async () => {
    const hook = await aWebhook(scenario);
    await hook.tell();
    hook.clock.now = START + SECOND;
    await hook.round();
    const owner = await scenario.database.open("owner");
    const [{ id }] = await owner.query("SELECT id FROM webhook_deliveries WHERE org_id = $1", [hook.orgId]);
    await redeliver(hook.deps, hook.caller, { delivery: id });
    hook.clock.now = START + MINUTE;
    await hook.round();
    expect(hook.posts).toHaveLength(2);
    expect(new Set(hook.posts.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(hook.posts.map(({ body }) => body)).size).toBe(1);
    await updateWebhook(hook.deps, hook.caller, { webhook: hook.webhook, isOn: false });
    const refused = { refusal: { code: "webhook_off", data: { webhook: hook.webhook } } };
    await expect(redeliver(hook.deps, hook.caller, { delivery: id })).rejects.toMatchObject(refused);
    await expect(sendTest(hook.deps, hook.caller, { webhook: hook.webhook })).rejects.toMatchObject(refused);
  });

  it("a webhook is switched off and on, and each act is in the audit log", async () => {
    const hook = await aWebhook(scenario);
    const webhook = hook.webhook;
    await hook.tell();
    await updateWebhook(hook.deps, hook.caller, { webhook, isOn: false });
    expect((await hook.state()).deliveries).toMatchObject([{ state: "dropped" }]);
    await updateWebhook(hook.deps, hook.caller, {
      webhook,
      isOn: true,
      description: "Ops",
      eventKinds: ["balance.low"],
    });
    expect(await hook.tell()).toHaveLength(1);
    await removeWebhook(hook.deps, hook.caller, { webhook });
    expect(await hook.state()).toEqual({ webhook: undefined, deliveries: [], attempts: [], due: [] });
    const owner = await scenario.database.open("owner");
    const log: { action: string }[] = await owner.query(
      "SELECT action FROM audit_entries WHERE org_id = $1 AND target_type = 'webhook' ORDER BY seq",
      [hook.orgId],
    );
    const acts = ["created", "switched_off", "changed", "switched_on", "removed"];
    expect(log.map(({ action }) => action)).toEqual(acts.map((act) => `webhook.${act}`));
  });
});

it("an ended delivery is deleted after thirty days", async () => {
  const hook = await aWebhook(scenario);
  await hook.tell();
  hook.clock.now = START + SECOND;
  await hook.round();
  await hook.round();
  const { due } = await hook.state();
  hook.clock.now = due[0]?.dueAt.getTime() ?? 0;
  expect(hook.clock.now - START).toBeGreaterThan(30 * DAY);
  await hook.round();
  expect(await hook.state()).toMatchObject({ deliveries: [], attempts: [], due: [] });
});

it("the address is checked when it is set", async () => {
  const hook = await aWebhook(scenario);
  const rules = { allowsPlain: false, allowsPrivate: false };
  const deps = { ...hook.deps, webhooks: { ...hook.deps.webhooks, rules } };
  const change = { webhook: hook.webhook, url: "https://user:secret@example.com/" };
  await expect(updateWebhook(deps, hook.caller, change)).rejects.toMatchObject({
    refusal: {
      code: "bad_input",
      data: { fields: [{ path: "url", message: "must not contain a name or a password" }] },
    },
  });
});

async function notices(orgId: string): Promise<object[]> {
  const owner = await scenario.database.open("owner");
  return owner.query("SELECT kind, data FROM notices WHERE org_id = $1", [orgId]);
}
