import { isOperator } from "@scrip/db/operators";
import type { Permission, Scope } from "@scrip/domain/access";
import type { OperatorPermission } from "@scrip/domain/operators";
import { type Cost, TOKENS } from "../limits/cost.ts";
import type { Gates } from "../limits/gates.ts";
import { actorText } from "./call.ts";
import { callerOf, keyWith, personOf, requireOwnPage, scopeMissing } from "./caller.ts";
import { operatorOf } from "./operator-of.ts";
import { requestOf } from "./request.ts";
import { procedure } from "./trpc.ts";

/**
 * A procedure of one organization. An organization's key fixes it; platform keys and members name it in the call.
 * @param cost every read declares its own
 * @param gate the gate of a read; that of its cost if not given
 */
export const orgProcedure = (permission: Permission, cost: Cost = "command", gate?: keyof Gates) =>
  procedureOf(permission, cost, { gate, isShared: false });

/**
 * A read of one organization that has the same answer for all who may make it: equal reads that wait are answered by one.
 * Its procedure must not use the caller.
 */
export const sharedRead = (permission: Permission, cost: Exclude<Cost, "command">) =>
  procedureOf(permission, cost, { gate: undefined, isShared: true });

interface ReadOptions {
  readonly gate: keyof Gates | undefined;
  readonly isShared: boolean;
}

const procedureOf = (permission: Permission, cost: Cost, { gate, isShared }: ReadOptions) =>
  procedure.meta({ permission, cost, reach: "organization" }).use(async ({ ctx, path, type, getRawInput, next }) => {
    const request = requestOf(ctx);
    const caller = await callerOf(request, { permission, changes: type === "mutation", input: getRawInput });
    ctx.call.orgId = caller.orgId;
    ctx.call.actor = actorText(caller.actor);
    const { deps, limits, gates, sharedReads } = request;
    limits.take({ organization: caller.orgId }, TOKENS[cost]);
    const answer = () => next({ ctx: { deps, caller } });
    // A stream reads on its own, after this.
    if (type !== "query" || cost === "command") return answer();
    const read = () => gates[gate ?? cost].through(caller.orgId, answer);
    if (!isShared) return read();
    return sharedReads.through(`${path} ${caller.orgId} ${JSON.stringify(await getRawInput())}`, read);
  });

/**
 * A procedure of the platform, for platform keys only.
 * @param cost every read declares its own
 */
export const platformProcedure = (scope: Scope, cost: Cost = "command") =>
  procedure.meta({ permission: scope, cost, reach: "platform" }).use(async ({ ctx, next }) => {
    const request = requestOf(ctx);
    if ((await request.member()) !== null) throw scopeMissing(scope);
    const key = await keyWith(request, scope);
    ctx.call.actor = actorText({ type: "service_key", id: key.id });
    if (key.orgId !== null) throw scopeMissing(scope);
    const { deps, gates } = request;
    const answer = () => next({ ctx: { deps, keyId: key.id, owner: key.owner, orgIds: key.orgIds } });
    return cost === "command" ? answer() : gates[cost].through(key.id, answer);
  });

/**
 * A procedure of a person who is signed in, about themselves or about organizations that it names otherwise than by `org`.
 * @param cost every read declares its own
 */
export const personProcedure = (cost: Cost = "command") =>
  procedure.meta({ permission: null, cost, reach: "person" }).use(async ({ ctx, type, next }) => {
    const request = requestOf(ctx);
    const person = await personOf(request, type === "mutation");
    ctx.call.actor = actorText({ type: "member", id: person.id });
    const { deps, gates, from } = request;
    const answer = () => next({ ctx: { deps, person, from } });
    return type === "query" && cost !== "command" ? gates[cost].through(person.id, answer) : answer();
  });

/**
 * A procedure of the platform's operators. No service key and no member reaches it.
 * @param cost every read declares its own
 */
export const operatorProcedure = (permission: OperatorPermission, cost: Cost = "command") =>
  procedure.meta({ permission, cost, reach: "operator" }).use(async ({ ctx, type, next }) => {
    const request = requestOf(ctx);
    const operator = await operatorOf(request, type === "mutation");
    ctx.call.actor = actorText({ type: "operator", id: operator.personId });
    const { deps, gates } = request;
    const answer = () => next({ ctx: { deps, operator } });
    return type === "query" && cost !== "command" ? gates[cost].through(operator.personId, answer) : answer();
  });

/** A procedure about signing in, for everybody. If it makes changes, a page of ours must send it. */
export const sessionProcedure = procedure
  .meta({ permission: null, cost: "look", reach: "session" })
  .use(({ ctx, type, next }) => {
    const request = requestOf(ctx);
    requireOwnPage(request, type === "mutation");
    const { session, deps } = request;
    const isOperatorNow = (personId: string) => isOperator(deps.homes.platform, personId);
    return next({ ctx: { deps, session, member: () => request.member(), isOperator: isOperatorNow } });
  });
