import { describe, expect, it } from "vitest";
import { type Tiered, tiered } from "../../catalog/index.ts";
import { usd } from "../../money/index.ts";
import type { DocumentLine } from "../documents/index.ts";
import { type PaymentFacts, paymentStatus, paymentWords } from "./index.ts";

const paid: PaymentFacts = {
  state: "succeeded",
  way: "saved",
  isTaken: true,
  gross: usd("29.75"),
  refunded: 0n,
  dispute: null,
};

describe("the status of a payment", () => {
  it.each<[Partial<PaymentFacts>, string]>([
    [{}, "paid"],
    [{ state: "created", way: "page", isTaken: false }, "open"],
    [{ state: "submitted", way: "page" }, "on_its_way"],
    [{ state: "unknown" }, "on_its_way"],
    [{ state: "created", isTaken: false }, "on_its_way"],
    [{ state: "parked" }, "in_review"],
    [{ state: "failed" }, "failed"],
    [{ refunded: usd("0.01") }, "refunded_in_part"],
    [{ refunded: usd("29.75") }, "refunded"],
    [{ refunded: usd("10"), dispute: "open" }, "disputed"],
    [{ dispute: "lost" }, "taken_back"],
    [{ dispute: "won" }, "paid"],
  ])("%#: follows from its state, its refunds and its disputes", (facts, status) => {
    expect(paymentStatus({ ...paid, ...facts })).toBe(status);
  });
});

it("a payment is described by what it bought", () => {
  const period = { from: 0, until: 1, net: usd("290") };
  const lines: DocumentLine<Tiered>[] = [
    { of: "plan", plan: "pro", period: "yearly", ...period },
    { of: "credit", source: "auto_topup", net: usd("25") },
  ];
  expect(paymentWords(lines, (plan) => tiered.plans[plan as "pro"].title)).toBe(
    "Pro, yearly; Credit, by automatic top-up",
  );
});
