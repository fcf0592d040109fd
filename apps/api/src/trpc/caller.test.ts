import { PERMISSIONS, type Permission, ROLES, type Role, roleHas } from "@scrip/domain/access";
import { describe, expect, it } from "vitest";
import { callerOf } from "./caller.ts";
import type { Request } from "./request.ts";

const ORG = "01900000-0000-7000-8000-000000000001";
const EVERY_PERMISSION = Object.keys(PERMISSIONS) as Permission[];
const FROM = { address: "192.0.2.1", userAgent: null, requestId: "request" };

describe.each(ROLES)("G3 a member who is %s", (role) => {
  const callerFor = (permission: Permission) =>
    callerOf(requestOf(role), { permission, changes: true, input: () => ({ org: `org_${ORG}` }) });
  const allowed = EVERY_PERMISSION.filter((permission) => roleHas(role, permission));

  it.each(allowed)("has the permissions of the role: %s", async (permission) => {
    const actor = { type: "member", id: "person" };
    await expect(callerFor(permission)).resolves.toEqual({ orgId: ORG, actor, from: FROM });
  });

  it.each(EVERY_PERMISSION.filter((permission) => !allowed.includes(permission)))(
    "has no other permission: %s",
    async (permission) => {
      await expect(callerFor(permission)).rejects.toMatchObject({
        refusal: { code: "permission_missing", data: { permission, role } },
      });
    },
  );

  it("G1 finds no organization without a membership", async () => {
    const other = "org_01900000-0000-7000-8000-000000000002";
    const refused = callerOf(requestOf(role), {
      permission: "ledger:read",
      changes: false,
      input: () => ({ org: other }),
    });
    await expect(refused).rejects.toMatchObject({ refusal: { code: "organization_not_found" } });
  });
});

/** A request of a page of ours, by a member of one organization. */
function requestOf(role: Role): Request {
  const member = {
    id: "person",
    name: "Ana",
    organizations: async () => ({ members: [], away: [] }),
    roleIn: async (orgId: string) => (orgId === ORG ? role : null),
  };
  return {
    member: async () => member,
    from: FROM,
    isFromOwnPage: true,
    isFromForeignPage: false,
  } as unknown as Request;
}
