import { expect, it } from "vitest";
import { type AttemptMemo, attemptMemo, parseAttemptMemo } from "./memo.ts";

const memo: AttemptMemo = {
  purpose: "purchase",
  way: "page",
  net: 25_000_000n,
  tax: 4_750_000n,
  sale: { buyer: { name: "株式会社 Đặng" } },
  bonus: 5_000_000n,
  bonusDays: 30,
  dayCap: null,
  monthCap: 1_000_000_000n,
  subscriptionId: null,
  month: null,
  try: null,
  actorType: "person",
  actorId: "0197",
  idempotencyKey: "key",
  payloadHash: Buffer.alloc(32, 7),
  createdAt: new Date(Date.UTC(2027, 0, 1)),
};

it("E13 a memo is read as it was written", () => {
  expect(parseAttemptMemo(attemptMemo(memo))).toEqual(memo);
  expect(attemptMemo(memo)).toMatch(/^[\x20-\x7e]+$/);
});

it.each([null, "", "5", "[]", "{}", "{", attemptMemo({ ...memo, sale: { name: "x".repeat(10_000) } })])(
  "E13 no attempt is rebuilt from %s",
  (text) => {
    expect(parseAttemptMemo(text)).toBeNull();
  },
);
