import type { GatewayEvent } from "@scrip/domain/billing/gateway";
import { expect, it } from "vitest";
import { Inbox } from "./inbox.ts";

const anEvent = (id: string): GatewayEvent => ({
  id,
  type: "invoice.paid",
  livemode: false,
  createdAt: 0,
  objectId: "in_1",
  customer: null,
  payload: {},
});

it("stores events that come while others are stored together, and each that cannot be stored alone", async () => {
  const stored: string[][] = [];
  const inbox = new Inbox(async (events) => {
    await Promise.resolve();
    const ids = events.map(({ id }) => id);
    if (ids.includes("broken")) throw new Error("a payload that cannot be stored");
    stored.push(ids);
  });
  const puts = ["first", "second", "broken", "third"].map((id) => inbox.put(anEvent(id)));
  const outcomes = await Promise.allSettled(puts);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(stored).toEqual([["first"], ["second"], ["third"]]);
  await Promise.all(["fourth", "fifth", "sixth"].map((id) => inbox.put(anEvent(id))));
  expect(stored.slice(3)).toEqual([["fourth"], ["fifth", "sixth"]]);
});
