import { orgIdIn, PLATFORM_ONLY, type Scope } from "@scrip/contract";
import type { ServiceKey } from "@scrip/db";
import type { Actor } from "@scrip/domain/ledger";
import { type Caller, type Deps, organizationNotFound, RequestRefused } from "@scrip/usecases";
import type { Context } from "./context.ts";
import { requestOf } from "./request.ts";
import { procedure } from "./trpc.ts";

/** A procedure of one organization. The key fixes it, or names it in the call. */
export const orgProcedure = (scope: Scope) =>
  procedure.meta({ scope, reach: "organization" }).use(async ({ ctx, getRawInput, next }) => {
    const { deps, key } = allowed(ctx, scope);
    const caller: Caller = { orgId: organizationOf(key, await getRawInput()), actor: actorOf(key) };
    return next({ ctx: { deps, caller } });
  });

/** A procedure of the platform, for platform keys only. */
export const platformProcedure = (scope: Scope) =>
  procedure.meta({ scope, reach: "platform" }).use(({ ctx, next }) => {
    const { deps, key } = allowed(ctx, scope);
    if (key.orgId !== null) throw scopeMissing(scope);
    return next({ ctx: { deps, owner: key.owner, orgIds: key.orgIds } });
  });

function allowed(context: Context, scope: Scope): { deps: Deps; key: ServiceKey } {
  const { deps, key } = requestOf(context);
  if (key === null)
    throw new RequestRefused(
      "unauthenticated",
      "This needs a service key that is valid: send it as `authorization: Bearer scrip_…`.",
    );
  const isOutOfReach = key.orgId !== null && PLATFORM_ONLY.includes(scope);
  if (isOutOfReach || !key.scopes.includes(scope)) throw scopeMissing(scope);
  return { deps, key };
}

function scopeMissing(scope: Scope): RequestRefused {
  return new RequestRefused("scope_missing", `This needs a service key with the scope "${scope}".`, { scope });
}

/** An organization that the key does not reach is answered like one that is not there. */
function organizationOf(key: ServiceKey, input: unknown): string {
  const named = namedOrganization(input);
  if (key.orgId !== null) {
    if (named !== undefined && named !== key.orgId) throw organizationNotFound(named);
    return key.orgId;
  }
  if (named === undefined)
    throw new RequestRefused("organization_required", "A platform key names the organization in each call: set `org`.");
  if (key.orgIds !== null && !key.orgIds.includes(named)) throw organizationNotFound(named);
  return named;
}

function namedOrganization(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("org" in input) || input.org === undefined) return undefined;
  const id = orgIdIn.safeParse(input.org);
  if (!id.success)
    throw new RequestRefused("bad_input", 'org: must be an id that begins with "org_"', {
      fields: [{ path: "org", message: 'must be an id that begins with "org_"' }],
    });
  return id.data;
}

function actorOf(key: ServiceKey): Actor {
  return { type: "service_key", id: key.id };
}
