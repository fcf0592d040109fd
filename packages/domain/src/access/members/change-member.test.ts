import fc from "fast-check";
import { expect, it } from "vitest";
import { ROLES, type Role, roleHas } from "../permissions.ts";
import { checkGivenRole, checkLeave, checkRemoval, checkRoleChange } from "./change-member.ts";

const role = fc.constantFrom(...ROLES);
const MANAGERS = ROLES.filter((each) => roleHas(each, "members:write"));

it("the last owner cannot leave, be removed or take a lesser role, whoever asks", () => {
  for (const by of ROLES) {
    expect(checkRemoval({ by, of: "owner" })).toMatchObject({ error: { code: "last_owner" } });
    for (const to of ROLES.filter((each) => each !== "owner"))
      expect(checkRoleChange({ by, from: "owner", to })).toMatchObject({ error: { code: "last_owner" } });
  }
  expect(checkLeave("owner")).toMatchObject({ error: { code: "last_owner" } });
});

it("every other member may leave", () => {
  for (const each of ROLES.filter((one) => one !== "owner")) expect(checkLeave(each).ok).toBe(true);
});

it("two owners cannot exist: no invitation and no change of a role makes one", () => {
  for (const by of ROLES) {
    expect(checkGivenRole(by, "owner")).toMatchObject({ error: { code: "owner_by_transfer" } });
    for (const from of ROLES.filter((each) => each !== "owner"))
      expect(checkRoleChange({ by, from, to: "owner" })).toMatchObject({ error: { code: "owner_by_transfer" } });
  }
});

it.each(MANAGERS)("G3 a member who is %s manages everybody below, and every admin", (by) => {
  for (const of of ROLES.filter((each) => each !== "owner")) {
    expect(checkRemoval({ by, of }).ok).toBe(true);
    for (const to of ROLES.filter((each) => each !== "owner")) {
      expect(checkGivenRole(by, to).ok).toBe(true);
      expect(checkRoleChange({ by, from: of, to }).ok).toBe(true);
    }
  }
});

/** One act of a member on another one, or on oneself. */
type Act = { readonly by: number; readonly on: number } & (
  | { readonly do: "set"; readonly to: Role }
  | { readonly do: "remove" | "leave" | "invite" }
);

const person = fc.nat({ max: 5 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant("set" as const), by: person, on: person, to: role }),
  fc.record({ do: fc.constantFrom("remove" as const, "leave" as const, "invite" as const), by: person, on: person }),
);

it("has exactly one owner after any acts of its members", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const members = new Map<number, Role>([
        [0, "owner"],
        [1, "admin"],
        [2, "member"],
      ]);
      for (const each of acts) apply(members, each);
      expect([...members.values()].filter((each) => each === "owner")).toEqual(["owner"]);
    }),
  );
});

function apply(members: Map<number, Role>, each: Act): void {
  const by = members.get(each.by);
  const of = members.get(each.on);
  if (by === undefined) return;
  if (each.do === "invite") {
    if (of === undefined && checkGivenRole(by, "admin").ok) members.set(each.on, "admin");
  } else if (of === undefined) return;
  else if (each.do === "set") {
    if (checkRoleChange({ by, from: of, to: each.to }).ok) members.set(each.on, each.to);
  } else if (each.do === "remove") {
    if (checkRemoval({ by, of }).ok) members.delete(each.on);
  } else if (checkLeave(by).ok) members.delete(each.by);
}
