import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { GatewayError } from "@scrip/domain/billing/gateway";
import { usd } from "@scrip/domain/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLATFORM_DUE } from "../../due/platform-handlers.ts";
import { runPlatformDue } from "../../due/run-platform-due.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { aShop } from "../testing/a-shop.ts";
import { bookEvent } from "./book-event.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const { deps } = shop;
const owner = await database.open("owner");

const available = async (orgId: string) => (await deps.ledger.peek(orgId)).ledger.balance.available;
const waiting = (ids: readonly string[]) =>
  owner.query("SELECT ref FROM platform_due WHERE kind = 'book_event' AND ref = ANY ($1)", [ids]);
const outcomesOf = (ids: readonly string[]) =>
  owner.query("SELECT DISTINCT outcome, done_at IS NOT NULL AS done FROM gateway_events WHERE id = ANY ($1)", [ids]);

/** An organization that has paid $25.00 on the page, and nobody has looked yet. */
async function paid(): Promise<Organization> {
  const organization = await anOrganization({ clockAt: null });
  await shop.pay(await shop.buy(organization.caller));
  return organization;
}

async function expectOnce(orgId: string): Promise<void> {
  expect(await available(orgId)).toBe(usd("25.00"));
  expect(await shop.charged(orgId)).toHaveLength(1);
  expect(await shop.attempts(orgId)).toMatchObject([{ state: "succeeded" }]);
}

describe("events of a purchase", () => {
  it("B1 each a hundred times, by several processes at once, have one effect", async () => {
    const { orgId } = await paid();
    const ids = await shop.eventsOf(orgId);
    for (let round = 0; round < 25; round += 1)
      await Promise.all([1, 2, 3, 4].flatMap(() => ids.map((id) => bookEvent(deps, id))));
    await expectOnce(orgId);
    expect(await waiting(ids)).toEqual([]);
  });

  it("B3 in any order, any of them missing, have the same effect once one of a payment has come", async () => {
    const orders = fc.infiniteStream(fc.tuple(fc.nat(), fc.boolean()));
    await fc.assert(
      fc.asyncProperty(orders, async (stream) => {
        const { orgId } = await paid();
        const ids = await shop.eventsOf(orgId);
        const drawn = ids.map((id) => ({ id, draw: stream.next().value }));
        const order = drawn.toSorted((a, b) => a.draw[0] - b.draw[0]);
        for (const { id } of order.filter(({ draw }) => draw[1])) await bookEvent(deps, id);
        for (const { id } of order.toReversed()) await bookEvent(deps, id);
        await expectOnce(orgId);
      }),
      { numRuns: 12 },
    );
  });

  it("B2 B4 that come before the answer of the page, or days late after the credit, change nothing", async () => {
    const organization = await anOrganization({ clockAt: null });
    const purchase = await shop.buy(organization.caller);
    await shop.deliver(organization.orgId);
    expect(await shop.attempts(organization.orgId)).toMatchObject([{ state: "submitted" }]);
    await shop.pay(purchase);
    await shop.deliver(organization.orgId);
    await owner.query(
      "UPDATE gateway_events SET received_at = received_at + interval '3 days', outcome = NULL, done_at = NULL",
    );
    await owner.query(
      "INSERT INTO platform_due (kind, ref, due_at) SELECT 'book_event', id, now() FROM gateway_events ON CONFLICT DO NOTHING",
    );
    await shop.deliver(organization.orgId);
    await expectOnce(organization.orgId);
  });
});

describe("the inbox", () => {
  it("L30 marks events as booked with their effect, and events of others as ignored", async () => {
    const { orgId } = await paid();
    const ids = await shop.eventsOf(orgId);
    const known = await owner.query<{ id: string }[]>(
      "SELECT id FROM gateway_events WHERE id = ANY ($1) AND type = 'checkout.session.completed'",
      [ids],
    );
    await shop.deliver(orgId);
    expect(await outcomesOf(known.map(({ id }) => id))).toEqual([{ outcome: "booked", done: true }]);
    await owner.query(
      `INSERT INTO gateway_events (id, type, livemode, object_id, customer, created_at, received_at, payload)
        SELECT 'evt_' || n, type, false, 'x_' || n, 'cus_of_nobody', now(), now(), '{}'
        FROM unnest(ARRAY['payment_intent.succeeded', 'a.type.of.tomorrow', '__proto__', 'constructor'])
          WITH ORDINALITY AS t (type, n)`,
    );
    const foreign = ["evt_1", "evt_2", "evt_3", "evt_4"];
    for (const id of foreign) await bookEvent(deps, id);
    expect(await outcomesOf(foreign)).toEqual([{ outcome: "ignored", done: true }]);
  });

  it("an event waits while the gateway does not answer, and for a process that has none", async () => {
    const { orgId } = await paid();
    const ids = await shop.eventsOf(orgId);
    const down = { "checkout.session.completed": () => Promise.reject(new GatewayError("unavailable", "down")) };
    const [event] = await owner.query<{ id: string }[]>(
      "SELECT id FROM gateway_events WHERE id = ANY ($1) AND type = 'checkout.session.completed'",
      [ids],
    );
    const id = event?.id ?? "";
    await bookEvent(deps, id, down);
    await bookEvent({ ...deps, gateway: undefined }, id);
    expect(await waiting([id])).toHaveLength(1);
    expect(await outcomesOf([id])).toEqual([{ outcome: null, done: false }]);
    await shop.deliver(orgId);
    await expectOnce(orgId);
  });

  it("B6 a poisoned event is parked with an alert after five tries, and the others flow", async () => {
    const { orgId } = await paid();
    const ids = await shop.eventsOf(orgId);
    const [poisoned = "", ...others] = ids;
    const worker = await database.open("worker");
    const queue = await openQueue(worker);
    const ledger = openLedger({ url: database.urls.worker, books: deps.books, lanes: 1 });
    const workerDeps = {
      ...deps,
      homes: worker,
      ledger,
      queue,
      catalogVersion: () => Promise.resolve(deps.catalogVersion),
      mails: null,
      origin: null,
    };
    const handlers = {
      ...PLATFORM_DUE,
      book_event: (_: unknown, ref: string) =>
        ref === poisoned ? Promise.reject(new Error("poison")) : bookEvent(workerDeps, ref),
    };
    const lane = { kinds: ["book_event"] as const, atOnce: 4 };
    const parked: string[] = [];
    for (let sweep = 0; sweep < 6; sweep += 1) {
      await owner.query("UPDATE platform_due SET due_at = now() WHERE kind = 'book_event'");
      const ran = await runPlatformDue(workerDeps, undefined, handlers, lane);
      parked.push(...ran.parked.map(({ ref }) => ref));
    }
    await Promise.all([queue.close(), ledger.close()]);
    expect(parked).toEqual([poisoned]);
    expect(await waiting(others)).toEqual([]);
    await expectOnce(orgId);
    await owner.query("UPDATE platform_due SET parked_at = NULL, tries = 0 WHERE ref = $1", [poisoned]);
    await bookEvent(deps, poisoned);
  });
});
