import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { type CampaignTerms, canRedeem, codeText, MOST_TRIES, normalCode, TRIES_MS, waitForTry } from "./index.ts";

const bytes = fc.uint8Array({ minLength: 26, maxLength: 26 });

describe("the text of a code", () => {
  it("has 26 characters of Crockford's base 32, of five bits each", () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const text = codeText(random);
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
        const bits = Array.from(text, (character) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(character));
        expect(bits).toEqual(Array.from(random, (byte) => byte % 32));
      }),
    );
  });

  it("is read in any case, with spaces and hyphens, and with letters that look like digits", () => {
    fc.assert(
      fc.property(bytes, fc.nat(24), (random, at) => {
        const text = codeText(random);
        const written = `${text.slice(0, at)} - ${text.slice(at)}`
          .toLowerCase()
          .replaceAll("0", "o")
          .replaceAll("1", "l");
        expect(normalCode(written)).toBe(text);
      }),
    );
  });
});

describe("a redemption", () => {
  const terms: CampaignTerms = { amount: usd("25"), validUntil: 1000, days: 30, perOrg: 2, plans: ["free", "pro"] };
  const organization = { plan: "free", isClosed: false, redeemed: 0, now: 999 };

  it.each([
    [{}, {}, true],
    [{}, { now: 1000 }, false],
    [{ validUntil: null }, { now: 1e15 }, true],
    [{}, { redeemed: 1 }, true],
    [{}, { redeemed: 2 }, false],
    [{}, { plan: "enterprise" }, false],
    [{ plans: null }, { plan: "enterprise" }, true],
    [{}, { isClosed: true }, false],
  ])("with %j by %j: %s", (some, other, expected) => {
    expect(canRedeem({ ...terms, ...some }, { ...organization, ...other })).toBe(expected);
  });
});

it("G7 at most five tries fall into any hour", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: TRIES_MS }), { maxLength: 60 }), (gaps) => {
      const tried: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        const wait = waitForTry(tried, now);
        expect(waitForTry(tried, now + wait)).toBe(0);
        if (wait === 0) tried.push(now);
      }
      tried.forEach((from, index) => {
        expect(tried.slice(index).filter((at) => at < from + TRIES_MS).length).toBeLessThanOrEqual(MOST_TRIES);
      });
    }),
  );
});
