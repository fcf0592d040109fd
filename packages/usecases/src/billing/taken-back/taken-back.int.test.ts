import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { getBalance } from "../../ledger/get-balance.ts";
import { placeHold } from "../../ledger/place-hold.ts";
import { aPayingScenario, type PaidAttempt } from "./a-payment.test-support.ts";

const { deps, control, database, aPayment } = await aPayingScenario();
const owner = await database.open("owner");

const balanceOf = async ({ organization }: PaidAttempt) => {
  const { available, reserved, owed } = await getBalance(deps, organization.orgId);
  return { available: BigInt(available), reserved: BigInt(reserved), owed: BigInt(owed) };
};

describe("A15 refunds of a purchase", () => {
  it.each([
    ["2.00", "3.00"],
    ["3.00", "2.00"],
  ])("of $%s and $%s take $5.00 of $20.00, however often and late they are booked", async (first, second) => {
    const payment = await aPayment();
    await payment.refundAtStripe(first);
    await payment.book();
    await payment.refundAtStripe(second);
    await payment.book();
    await Promise.all([payment.book(), payment.book(), payment.book()]);
    expect(await payment.takenBack()).toBe(usd("5.00"));
    expect(await balanceOf(payment)).toEqual({ available: usd("15.00"), reserved: 0n, owed: 0n });
  });

  it("L23 give the credit back if the bank cannot carry them out", async () => {
    const payment = await aPayment({ bonus: "2.00" });
    const refund = await payment.refundAtStripe("5.00");
    await payment.book();
    expect(await balanceOf(payment)).toMatchObject({ available: usd("16.50") });
    await control.failRefund(refund);
    await payment.book();
    expect(await balanceOf(payment)).toMatchObject({ available: usd("22.00") });
  });
});

describe("A16 a dispute", () => {
  it("takes the whole credit while it is open, and gives it back when it is won", async () => {
    const payment = await aPayment();
    await payment.refundAtStripe("2.00");
    const { id } = await control.openDispute(payment.charge);
    await payment.book();
    expect(await balanceOf(payment)).toEqual({ available: 0n, reserved: 0n, owed: 0n });
    await control.closeDispute(id, "won");
    await payment.book();
    await payment.book();
    expect(await balanceOf(payment)).toMatchObject({ available: usd("18.00") });
  });

  it("A17 after spending leaves the rest owed and available at zero, and refuses new holds", async () => {
    const payment = await aPayment();
    const { organization } = payment;
    await organization.charge("15.00");
    const { id } = await control.openDispute(payment.charge);
    await payment.book();
    expect(await balanceOf(payment)).toEqual({ available: 0n, reserved: 0n, owed: usd("15.00") });
    const hold = placeHold(deps, organization.caller, { amount: 1n, idempotencyKey: randomUUID() });
    await expect(hold).rejects.toMatchObject({ refusal: { code: "insufficient_credit" } });
    await control.closeDispute(id, "lost");
    await payment.book();
    expect(await balanceOf(payment)).toEqual({ available: 0n, reserved: 0n, owed: usd("15.00") });
  });

  it("is in the audit log of the organization once", async () => {
    const payment = await aPayment();
    await payment.refundAtStripe("1.00");
    await control.openDispute(payment.charge);
    await payment.book();
    await payment.book();
    const actions = await owner.query<{ action: string }[]>(
      "SELECT action FROM audit_entries WHERE org_id = $1 AND action LIKE 'payment.%' ORDER BY seq",
      [payment.organization.orgId],
    );
    expect(actions.map(({ action }) => action)).toEqual(["payment.refunded", "payment.disputed"]);
  });
});
