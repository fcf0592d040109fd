import { expect, it } from "vitest";
import { dueSubject } from "./due-kind.ts";

it.each([
  ["issue_grant", "grant"],
  ["expire_hold", "hold"],
  ["renew_subscription", "subscription"],
  ["close_billing_period", "billing_period"],
])("the due work %s is about a %s", (kind, subject) => {
  expect(dueSubject(kind)).toBe(subject);
});
