import { describe, expect, it } from "vitest";
import { type Arrival, type ArrivalAccount, judgeArrival } from "./arrival.ts";

const anAccount = (some: Partial<ArrivalAccount> = {}): ArrivalAccount => ({
  isLinked: false,
  domain: "acme.com",
  isVerified: true,
  isOperator: false,
  isManager: false,
  ...some,
});
const anArrival = (some: Partial<Arrival> = {}): Arrival => ({
  domain: "acme.com",
  isDenied: false,
  domains: ["acme.com", "acme.org"],
  isActive: true,
  account: null,
  ...some,
});

describe("a person from an identity provider", () => {
  it.each([
    ["without an account gets one", anArrival(), "create"],
    ["signs in to the linked account", anArrival({ account: anAccount({ isLinked: true }) }), "sign_in"],
    ["is linked with a verified account", anArrival({ account: anAccount() }), "link"],
    [
      "takes over an account that nobody verified",
      anArrival({ account: anAccount({ isVerified: false }) }),
      "take_over",
    ],
    ["tests as an administrator", anArrival({ isActive: false, account: anAccount({ isManager: true }) }), "link"],
  ] as const)("%s", (_rule, arrival, outcome) => {
    expect(judgeArrival(arrival)).toBe(outcome);
  });

  it.each([
    ["with an address of another domain", anArrival({ domain: "bank.com" }), "outside_domains"],
    ["with an address of a domain below", anArrival({ domain: "mail.acme.com" }), "outside_domains"],
    ["without an address", anArrival({ domain: null }), "outside_domains"],
    ["with an address that is not verified there", anArrival({ isDenied: true }), "not_verified"],
    [
      "with the subject of an account whose address is elsewhere",
      anArrival({ account: anAccount({ isLinked: true, domain: "bank.com" }) }),
      "outside_domains",
    ],
    ["who is an operator", anArrival({ account: anAccount({ isLinked: true, isOperator: true }) }), "operator"],
    ["before the test", anArrival({ isActive: false }), "not_active"],
    ["before the test, as a member", anArrival({ isActive: false, account: anAccount() }), "not_active"],
  ] as const)("is refused %s", (_rule, arrival, refused) => {
    expect(judgeArrival(arrival)).toEqual({ refused });
  });
});
