import { ROLE_SCOPES, type Role } from "@scrip/contract/access/roles";
import { SCOPES, type Scope } from "@scrip/contract/access/scopes";
import { describe, expect, it } from "vitest";
import { callerOf } from "./caller.ts";
import type { Request } from "./request.ts";

const ORG = "01900000-0000-7000-8000-000000000001";
const ROLES = Object.keys(ROLE_SCOPES) as Role[];
const EVERY_SCOPE = Object.keys(SCOPES) as Scope[];

describe.each(ROLES)("G3 a member who is %s", (role) => {
  const callerFor = (scope: Scope) =>
    callerOf(requestOf(role), { scope, changes: true, input: () => ({ org: `org_${ORG}` }) });
  const allowed: readonly Scope[] = ROLE_SCOPES[role];

  it.each(allowed)("has the scopes of the role: %s", async (scope) => {
    await expect(callerFor(scope)).resolves.toEqual({ orgId: ORG, actor: { type: "member", id: "person" } });
  });

  it.each(EVERY_SCOPE.filter((scope) => !allowed.includes(scope)))("has no other scope: %s", async (scope) => {
    await expect(callerFor(scope)).rejects.toMatchObject({ refusal: { code: "scope_missing", data: { scope } } });
  });

  it("G1 finds no organization without a membership", async () => {
    const other = "org_01900000-0000-7000-8000-000000000002";
    const refused = callerOf(requestOf(role), { scope: "ledger:read", changes: false, input: () => ({ org: other }) });
    await expect(refused).rejects.toMatchObject({ refusal: { code: "organization_not_found" } });
  });
});

/** A request of a page of ours, by a member of one organization. */
function requestOf(role: Role): Request {
  const member = {
    id: "person",
    name: "Ana",
    organizations: async () => [],
    roleIn: async (orgId: string) => (orgId === ORG ? role : null),
  };
  return { member: async () => member, isFromOwnPage: true, isFromForeignPage: false } as unknown as Request;
}
