import { orgIdIn } from "@scrip/contract/wire/ids";
import type { ServiceKey } from "@scrip/db/access";
import { type Permission, PLATFORM_SCOPES, roleHas, type Scope, scopeOf } from "@scrip/domain/access";
import { PERMISSION_MEANINGS } from "@scrip/domain/access/meanings";
import type { BudgetTerms } from "@scrip/domain/ledger";
import type { Caller } from "@scrip/usecases/deps";
import { organizationNotFound, type RefusedError, refused } from "@scrip/usecases/refused";
import type { Member } from "./member.ts";
import type { Request } from "./request.ts";

/** A request to act on an organization. */
export interface OrganizationRequest {
  readonly permission: Permission;
  /** Whether the procedure makes changes. */
  readonly changes: boolean;
  /** Returns the raw input of the call; only its `org` is read. */
  input(): unknown;
}

/**
 * Identifies the caller and the organization. The caller is a service key, or a member who is signed in.
 * @throws RefusedError `unauthenticated`, `scope_missing`, `permission_missing`, `members_only`, `foreign_page`,
 *   `organization_required`, `bad_input`, `organization_not_found`
 * @source docs/rules.md#access
 */
export async function callerOf(request: Request, orgRequest: OrganizationRequest): Promise<Caller> {
  const member = await request.member();
  if (member !== null) return memberCaller(request, member, orgRequest);
  const key = await validKey(request);
  const { permission } = orgRequest;
  const scope = scopeOf(permission);
  if (scope === null) throw membersOnly();
  if (!hasScope(key, scope)) throw scopeMissing(scope);
  const orgId = organizationOfKey(key, await orgRequest.input());
  const budgets = budgetsOf(key);
  return { orgId, actor: { type: "service_key", id: key.id }, from: request.from, ...(budgets && { budgets }) };
}

/**
 * The ceiling of a key, as it counts in each organization. A key that lost its ceiling is counted on, so that a later one
 * is exact; a key that never had one is not.
 * @source docs/rules.md#budgets
 */
function budgetsOf({ id, dailyCeiling, ceilingVersion }: ServiceKey): readonly BudgetTerms[] | null {
  if (ceilingVersion === 0) return null;
  return [{ scope: "key", ref: id, period: "day", cap: dailyCeiling, mode: "hard", version: ceilingVersion }];
}

/**
 * Returns the person who is signed in. A change must come from a page of ours.
 * @throws RefusedError `unauthenticated`, `members_only`, `foreign_page`
 */
export async function personOf(request: Request, changes: boolean): Promise<Member> {
  const member = await request.member();
  if (member === null) {
    if ((await request.key()) !== null) throw membersOnly();
    throw refused("unauthenticated", "Sign in first.");
  }
  requireOwnPage(request, changes);
  return member;
}

/**
 * Returns the service key of a request, if it has the scope.
 * @throws RefusedError `unauthenticated`, `scope_missing`
 */
export async function keyWith(request: Request, scope: Scope): Promise<ServiceKey> {
  const key = await validKey(request);
  if (!hasScope(key, scope)) throw scopeMissing(scope);
  return key;
}

async function validKey(request: Request): Promise<ServiceKey> {
  const key = await request.key();
  if (key !== null) return key;
  throw refused("unauthenticated", "Sign in, or send a service key that is valid as `authorization: Bearer scrip_…`.");
}

/** What concerns people, such as members and keys, is never done by a key. */
function membersOnly(): RefusedError {
  return refused("members_only", "Only a person who is signed in may do this; no service key may.");
}

/** Whether a key that is valid may still do this on an organization. */
export function reaches(key: ServiceKey, scope: Scope, orgId: string): boolean {
  const isReached = key.orgId === null ? (key.orgIds?.includes(orgId) ?? true) : key.orgId === orgId;
  return isReached && hasScope(key, scope);
}

function hasScope(key: ServiceKey, scope: Scope): boolean {
  const isOutOfReach = key.orgId !== null && PLATFORM_SCOPES.includes(scope);
  return !isOutOfReach && key.scopes.includes(scope);
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
  const { permission } = orgRequest;
  if (!roleHas(role, permission))
    throw refused(
      "permission_missing",
      `Your role in this organization is ${role}, which may not ${PERMISSION_MEANINGS[permission]}.`,
      { permission, role },
    );
  return { orgId, actor: { type: "member", id: member.id }, from: request.from };
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
    "This was not sent by a page of this server: a change needs the header `x-scrip-client`, and the server's own Origin. Behind a proxy, set SCRIP_ORIGIN.",
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
