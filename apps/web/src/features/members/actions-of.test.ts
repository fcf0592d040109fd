import { expect, it } from "vitest";
import { actionsOf, rolesToGive } from "./actions-of.ts";

it("lets the owner change, remove and promote every other member, and never leave", () => {
  expect(actionsOf("owner", { role: "admin", isYou: false })).toEqual({
    roles: ["billing", "member", "viewer"],
    canTransfer: true,
    canRemove: true,
    canLeave: false,
  });
  const none = { roles: [], canTransfer: false, canRemove: false, canLeave: false };
  expect(actionsOf("owner", { role: "owner", isYou: true })).toEqual(none);
});

it("lets an admin manage everybody but the owner", () => {
  const none = { roles: [], canTransfer: false, canRemove: false, canLeave: false };
  expect(actionsOf("admin", { role: "owner", isYou: false })).toEqual(none);
  expect(actionsOf("admin", { role: "viewer", isYou: false })).toMatchObject({ canRemove: true, canTransfer: false });
  expect(rolesToGive("admin")).toEqual(["admin", "billing", "member", "viewer"]);
});

it("lets every other member only leave", () => {
  expect(actionsOf("member", { role: "viewer", isYou: false })).toMatchObject({ roles: [], canRemove: false });
  expect(actionsOf("member", { role: "member", isYou: true })).toMatchObject({ roles: [], canLeave: true });
});
