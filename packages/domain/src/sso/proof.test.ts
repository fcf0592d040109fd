import { describe, expect, it } from "vitest";
import { domainOfEmail } from "./email-domain.ts";
import { domainState, judgeProof, LOST_FOR_MS } from "./proof.ts";

const NOW = Date.UTC(2026, 0, 10);
const pending = { provedAt: null, lostAt: null };
const proved = { provedAt: 1, lostAt: null };
const lost = (forMs: number) => ({ provedAt: 1, lostAt: NOW - forMs });

describe("the proof of a domain", () => {
  it.each([
    ["a record proves it", pending, "found", "proved"],
    ["nothing without a record", pending, "missing", "still_pending"],
    ["nothing without an answer", pending, "unanswered", "still_pending"],
    ["stays with its record", proved, "found", "kept"],
    ["is lost with its record", proved, "missing", "lost"],
    ["outlives a silent name server", proved, "unanswered", "kept"],
    ["outlives its record by less than a week", lost(LOST_FOR_MS - 1), "missing", "still_lost"],
    ["ends a week after its record", lost(LOST_FOR_MS), "missing", "withdrawn"],
    ["does not end by a silent name server", lost(LOST_FOR_MS), "unanswered", "kept"],
    ["comes back with its record", lost(LOST_FOR_MS), "found", "found_again"],
  ] as const)("%s", (_rule, proof, found, change) => {
    expect(judgeProof(proof, found, NOW)).toBe(change);
  });

  it("has a state for its page", () => {
    expect([pending, proved, lost(1)].map(domainState)).toEqual(["pending", "proved", "lost"]);
  });
});

it.each([
  ["Ada@Example.COM", "example.com"],
  [" ada@example.com ", "example.com"],
  ["ada", null],
  ["ada@evil.com@example.com", null],
  ["ada@", null],
  ["a da@example.com", null],
])("the domain of %j is %j", (email, domain) => {
  expect(domainOfEmail(email)).toBe(domain);
});
