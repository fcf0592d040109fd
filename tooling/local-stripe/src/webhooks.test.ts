import { afterAll, beforeEach, expect, it } from "vitest";
import { openStripe } from "./testing/open-stripe.ts";
import { startReceiver, verified } from "./testing/webhook-receiver.ts";

const { local, stripe } = await openStripe();
const receiver = await startReceiver();
afterAll(async () => {
  await local.stop();
  await receiver.stop();
});

const endpoint = await stripe.webhookEndpoints.create({
  url: receiver.url,
  enabled_events: ["customer.created", "customer.updated"],
});
const secret = endpoint.secret ?? "";
const { control } = local;

const types = () => receiver.received.map(({ event }) => event.type);
const names = () => receiver.received.map(({ event }) => (event.data.object as { name?: string }).name);
const customerNamed = (name: string) => stripe.customers.create({ name });

beforeEach(() => {
  receiver.received.length = 0;
});

it("signs each event of a type that the endpoint wants, in order", async () => {
  const { id } = await customerNamed("Ada");
  await stripe.customers.update(id, { name: "Eve", metadata: { a: "1" } });
  await stripe.customers.del(id);
  await control.webhooksSettled();
  expect(types()).toEqual(["customer.created", "customer.updated"]);
  const [, updated] = receiver.received;
  if (updated === undefined) throw new Error("There is no second event");
  const event = await verified(updated, secret);
  expect(event).toMatchObject({
    object: "event",
    api_version: "2026-10-28.endive",
    data: { object: { id, name: "Eve" }, previous_attributes: { name: "Ada", metadata: { a: null } } },
    livemode: false,
    pending_webhooks: 1,
    request: { id: expect.stringMatching(/^req_/), idempotency_key: expect.any(String) },
  });
  await expect(verified({ ...updated, body: updated.body.replace("Eve", "Eva") }, secret)).rejects.toThrow(
    "No signatures found",
  );
  expect((await stripe.events.retrieve(event.id)).type).toBe("customer.updated");
});

it("signs with both secrets while an endpoint changes its secret", async () => {
  const fresh = await control.rollSecret(endpoint.id);
  await customerNamed("Ada");
  await control.webhooksSettled();
  control.dropOldSecret(endpoint.id);
  await customerNamed("Eve");
  await control.webhooksSettled();
  const [both, onlyNew] = receiver.received;
  if (both === undefined || onlyNew === undefined) throw new Error("There are no two events");
  expect(await Promise.all([verified(both, secret), verified(both, fresh), verified(onlyNew, fresh)])).toHaveLength(3);
  await expect(verified(onlyNew, secret)).rejects.toThrow("No signatures found");
});

it("duplicates, delays, reorders and drops events", async () => {
  control.setSwitches({ duplicates: 2 });
  await customerNamed("twice more");
  await control.webhooksSettled();
  expect(names()).toEqual(["twice more", "twice more", "twice more"]);
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);

  receiver.received.length = 0;
  control.setSwitches({ duplicates: 0, drops: 1 });
  await customerNamed("lost");
  await customerNamed("there");
  await control.webhooksSettled();
  expect(names()).toEqual(["there"]);

  receiver.received.length = 0;
  control.setSwitches({ isReordered: true, isDown: true, delayMs: 1 });
  for (const name of ["first", "second", "third"]) await customerNamed(name);
  // All three wait for the endpoint before it is up again.
  await control.webhooksSettled();
  control.setSwitches({ isDown: false });
  await control.webhooksSettled();
  control.setSwitches({ isReordered: false, delayMs: 0 });
  expect(names()).toEqual(["third", "second", "first"]);
});

it("keeps the events of an endpoint that is down, and sends one again", async () => {
  control.setSwitches({ isDown: true });
  await customerNamed("kept");
  await control.webhooksSettled();
  expect(receiver.received).toEqual([]);
  expect(control.deliveries()[0]).toMatchObject({ type: "customer.created", status: null });
  control.setSwitches({ isDown: false });
  await control.webhooksSettled();
  control.resend(receiver.received[0]?.event.id ?? "");
  await control.webhooksSettled();
  expect(names()).toEqual(["kept", "kept"]);
  receiver.status = 500;
  await customerNamed("refused");
  await control.webhooksSettled();
  receiver.status = 200;
  expect(control.deliveries()[0]).toMatchObject({ status: 500 });
});
