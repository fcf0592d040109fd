import { expect, it } from "vitest";
import { INVITATION_MS, isOpenInvitation } from "./invitation.ts";

const SENT = Date.UTC(2026, 0, 1);
const expiresAt = SENT + INVITATION_MS;

it("stands for 14 days, up to the millisecond before the end", () => {
  expect(new Date(expiresAt).toISOString()).toBe("2026-01-15T00:00:00.000Z");
  expect(isOpenInvitation({ state: "open", expiresAt }, expiresAt - 1)).toBe(true);
  expect(isOpenInvitation({ state: "open", expiresAt }, expiresAt)).toBe(false);
});

it.each(["accepted", "revoked"] as const)("is over once it is %s", (state) => {
  expect(isOpenInvitation({ state, expiresAt }, SENT)).toBe(false);
});
