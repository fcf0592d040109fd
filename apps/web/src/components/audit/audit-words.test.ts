import { AUDIT_ACTIONS } from "@scrip/domain/audit-actions";
import { expect, it } from "vitest";
import type { AuditLine } from "./audit-line.ts";
import { actionWords, detailWords, targetWords } from "./audit-words.ts";

const aLine = (some: Partial<AuditLine>): AuditLine =>
  ({ action: "member.invited", target: null, details: null, ...some }) as AuditLine;

it("has a sentence for every action, and shows an unknown one as it is", () => {
  for (const action of Object.keys(AUDIT_ACTIONS)) expect(actionWords(action)).toMatch(/^[A-Z].*[^.]$/);
  expect(actionWords("moon.landed")).toBe("moon.landed");
});

it("names what an entry is about", () => {
  const target = { type: "service_key", id: "key_1", name: null };
  expect(targetWords(aLine({ target: { ...target, name: "scheduler" } }))).toBe("scheduler");
  expect(targetWords(aLine({ target, details: { email: "bob@example.com" } }))).toBe("bob@example.com");
  expect(targetWords(aLine({ target }))).toBe("Service key");
  expect(targetWords(aLine({ action: "access.denied", details: { procedure: "keys.list" } }))).toBe("keys.list");
  expect(targetWords(aLine({}))).toBeNull();
});

it("writes names of details as words", () => {
  expect(["userAgent", "roleBefore", "reason"].map(detailWords)).toEqual([
    "Browser or client",
    "Role before",
    "Reason",
  ]);
});
