import { expect, it } from "vitest";
import { linesOf, scenarioServer } from "./testing/scenario-server.ts";

const { play } = await scenarioServer();

const held = (count: number) => ({ held: count, failed: [] });
const VERIFIED = { ok: true, findings: [] };

it("a purchase, two refunds and a lost dispute: what is free is revoked, what was used is owed", async () => {
  const { orgs, expectations, verify } = await play(
    linesOf([
      [0, { do: "create" }],
      [40, { do: "purchase", id: "p", amount: "20.00" }],
      [41, { do: "refund", id: "p", amount: "2.00" }],
      [42, { do: "refund", id: "p", amount: "3.00" }],
      [42, { do: "expect", available: "15.00", attempts: 1, invoices: 3 }],
      [43, { do: "refund", id: "p", amount: "15.01" }],
      [43, { do: "expect", refused: "refund_too_large", available: "15.00" }],
      [44, { do: "purchase", id: "q", amount: "10.00" }],
      [45, { do: "charge", amount: "22.00" }],
      [46, { do: "dispute", id: "q" }],
      [46, { do: "expect", available: "0.00", owed: "7.00" }],
      [47, { do: "dispute_won", id: "q" }],
      [47, { do: "expect", available: "3.00", owed: "0.00" }],
      [48, { do: "purchase", amount: "4.99" }],
      [48, { do: "expect", refused: "purchase_out_of_range" }],
    ]),
  );
  expect(expectations).toEqual(held(5));
  expect(verify).toEqual(VERIFIED);
  expect(orgs.a?.payments).toMatchObject([
    { kind: "purchase", amount: "20000000", status: "succeeded", attempts: 1 },
    { kind: "purchase", amount: "10000000", status: "succeeded", attempts: 1 },
  ]);
  expect(orgs.a?.invoices?.map(({ kind, total }) => [kind, total])).toEqual([
    ["receipt", "20000000"],
    ["credit_note", "2000000"],
    ["credit_note", "3000000"],
    ["receipt", "10000000"],
  ]);
});

it("automatic top-up buys below the threshold, and a card that declines buys nothing", async () => {
  const { orgs, expectations, verify } = await play(
    linesOf([
      [40, { do: "auto_topup", on: true }],
      [40, { do: "expect", refused: "top_up_needs_card" }],
      [41, { do: "card", number: "4242424242424242" }],
      [42, { do: "auto_topup", on: true, threshold: "10.00", amount: "25.00" }],
      [42, { do: "expect", available: "30.00", attempts: 1 }],
      [43, { do: "charge", amount: "20.00" }],
      [43, { do: "expect", available: "10.00", attempts: 1 }],
      [44, { do: "charge", amount: "0.01" }],
      [44, { do: "expect", available: "34.99", attempts: 2 }],
      [45, { do: "card", number: "4000000000000341" }],
      [46, { do: "charge", amount: "30.00" }],
      [46, { do: "expect", available: "4.99", attempts: 3 }],
      [50, { do: "expect", available: "4.99", attempts: 6 }],
      [51, { do: "purchase", amount: "5.00" }],
      [51, { do: "expect", refused: "payment_failed" }],
    ]),
  );
  expect(expectations).toEqual(held(7));
  expect(verify).toEqual(VERIFIED);
  expect(orgs.a?.payments?.map(({ kind, amount }) => [kind, amount])).toEqual([
    ["auto_topup", "25000000"],
    ["auto_topup", "25000000"],
  ]);
});

it("a renewal that fails is tried again, and another card pays it: the n-th payment can be refunded by name", async () => {
  const { orgs, expectations, verify } = await play(
    linesOf([
      [0, { do: "subscribe", plan: "pro", interval: "month", id: "s" }],
      [30, { do: "card", number: "4000000000000341" }],
      [31, { do: "expect", plan: "pro", state: "past_due" }],
      [33, { do: "card", number: "4242424242424242" }],
      [34, { do: "expect", plan: "pro", state: "active", available: "20.00" }],
      [35, { do: "refund", id: "s#2" }],
      [35, { do: "expect", plan: "pro", available: "0.00" }],
    ]),
  );
  expect(expectations).toEqual(held(3));
  expect(verify).toEqual(VERIFIED);
  expect(orgs.a?.payments).toMatchObject([
    { kind: "subscription", amount: "29000000", attempts: 1 },
    { kind: "subscription", amount: "29000000", attempts: 3 },
  ]);
});
