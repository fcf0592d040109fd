import { ROLE_SCOPES } from "@scrip/contract/access/roles";
import { PLATFORM_ONLY, type Scope } from "@scrip/contract/access/scopes";
import { orgIdIn } from "@scrip/contract/wire/ids";
import type { ServiceKey } from "@scrip/db/access";
import type { Caller } from "@scrip/usecases/deps";
import { organizationNotFound, type RefusedError, refused } from "@scrip/usecases/refused";
import type { Member } from "./member.ts";
import type { Request } from "./request.ts";

/** A request to act on an organization. */
export interface OrganizationRequest {
  readonly scope: Scope;
  /** Whether the procedure makes changes. */
  readonly changes: boolean;
  /** Returns the raw input of the call; only its `org` is read. */
  input(): unknown;
}

/**
 * Identifies the caller and the organization. The caller is a service key, or a member who is signed in.
 * @throws RefusedError `unauthenticated`, `scope_missing`, `foreign_page`, `organization_required`,
 *   `bad_input`, `organization_not_found`
 * @source docs/rules.md#access
 */
export async function callerOf(request: Request, orgRequest: OrganizationRequest): Promise<Caller> {
  const member = await request.member();
  if (member !== null) return memberCaller(request, member, orgRequest);
  const key = await keyWith(request, orgRequest.scope);
  return { orgId: organizationOfKey(key, await orgRequest.input()), actor: { type: "service_key", id: key.id } };
}

/**
 * Returns the service key of a request, if it has the scope.
 * @throws RefusedError `unauthenticated`, `scope_missing`
 */
export async function keyWith(request: Request, scope: Scope): Promise<ServiceKey> {
  const key = await request.key();
  if (key === null)
    throw refused(
      "unauthenticated",
      "Sign in, or send a service key that is valid as `authorization: Bearer scrip_…`.",
    );
  const isOutOfReach = key.orgId !== null && PLATFORM_ONLY.includes(scope);
  if (isOutOfReach || !key.scopes.includes(scope)) throw scopeMissing(scope);
  return key;
}

export function scopeMissing(scope: Scope): RefusedError {
  return refused("scope_missing", `This needs a service key with the scope "${scope}".`, { scope });
}

async function memberCaller(request: Request, member: Member, orgRequest: OrganizationRequest): Promise<Caller> {
  requireOwnPage(request, orgRequest.changes);
  const orgId = namedOrganization(await orgRequest.input());
  if (orgId === undefined)
    throw refused("organization_required", "Name the organization that this is about: set `org`.");
  const role = await member.roleIn(orgId);
  if (role === null) throw organizationNotFound(orgId);
  const { scope } = orgRequest;
  const scopes: readonly Scope[] = ROLE_SCOPES[role];
  if (!scopes.includes(scope))
    throw refused("scope_missing", `Your role in this organization (${role}) does not allow it.`, { scope });
  return { orgId, actor: { type: "member", id: member.id } };
}

/**
 * Requires that a page of ours sends a change: a browser attaches its cookie even if another site's page sends it.
 * @throws RefusedError `foreign_page`
 * @source docs/rules.md#browser-requests; docs/invariants.md#browser
 */
export function requireOwnPage(request: Pick<Request, "isFromOwnPage" | "isFromForeignPage">, changes: boolean): void {
  if (changes ? request.isFromOwnPage : !request.isFromForeignPage) return;
  throw refused(
    "foreign_page",
    "This was not sent by a page of this server: a change needs the header `x-scrip-client`, and the server's own Origin. Behind a proxy that changes the Host, set SCRIP_ORIGIN.",
  );
}

/** An organization out of the key's reach gets the same answer as one that does not exist. */
function organizationOfKey(key: ServiceKey, input: unknown): string {
  const named = namedOrganization(input);
  if (key.orgId !== null) {
    if (named !== undefined && named !== key.orgId) throw organizationNotFound(named);
    return key.orgId;
  }
  if (named === undefined)
    throw refused("organization_required", "A platform key names the organization in each call: set `org`.");
  if (key.orgIds !== null && !key.orgIds.includes(named)) throw organizationNotFound(named);
  return named;
}

function namedOrganization(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("org" in input) || input.org === undefined) return undefined;
  const id = orgIdIn.safeParse(input.org);
  if (!id.success)
    throw refused("bad_input", 'org: must be an id that begins with "org_"', {
      fields: [{ path: "org", message: 'must be an id that begins with "org_"' }],
    });
  return id.data;
}
