import type { Scope } from "@scrip/contract/access/scopes";
import { actorText } from "./call.ts";
import { callerOf, keyWith, requireOwnPage, scopeMissing } from "./caller.ts";
import { requestOf } from "./request.ts";
import { procedure } from "./trpc.ts";

/** A procedure of one organization. An organization's key fixes it; platform keys and members name it in the call. */
export const orgProcedure = (scope: Scope) =>
  procedure.meta({ scope, reach: "organization" }).use(async ({ ctx, type, getRawInput, next }) => {
    const request = requestOf(ctx);
    const caller = await callerOf(request, { scope, changes: type === "mutation", input: getRawInput });
    ctx.call.orgId = caller.orgId;
    ctx.call.actor = actorText(caller.actor);
    return next({ ctx: { deps: request.deps, caller } });
  });

/** A procedure of the platform, for platform keys only. */
export const platformProcedure = (scope: Scope) =>
  procedure.meta({ scope, reach: "platform" }).use(async ({ ctx, next }) => {
    const request = requestOf(ctx);
    if ((await request.member()) !== null) throw scopeMissing(scope);
    const key = await keyWith(request, scope);
    ctx.call.actor = actorText({ type: "service_key", id: key.id });
    if (key.orgId !== null) throw scopeMissing(scope);
    return next({ ctx: { deps: request.deps, owner: key.owner, orgIds: key.orgIds } });
  });

/** A procedure about signing in, for everybody. If it makes changes, a page of ours must send it. */
export const sessionProcedure = procedure.meta({ scope: null, reach: "session" }).use(({ ctx, type, next }) => {
  const request = requestOf(ctx);
  requireOwnPage(request, type === "mutation");
  const { session } = request;
  const answered = next({ ctx: { session, member: () => request.member() } });
  // The head of a streamed answer is sent at once, so delay it until the cookie is set.
  if (type === "mutation") session.delayHead(answered);
  return answered;
});
