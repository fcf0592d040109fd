import { inSpan } from "@scrip/db/connection";
import type { Permission } from "@scrip/domain/access";
import type { OperatorPermission } from "@scrip/domain/operators";
import { initTRPC, type TRPCError } from "@trpc/server";
import { type Cost, WASTE } from "../limits/cost.ts";
import { type Call, callFields, spanFields } from "./call.ts";
import type { Context } from "./context.ts";
import { errorData, toTrpcError } from "./error-data.ts";
import { noteDenial } from "./note-denial.ts";
import { requestOf } from "./request.ts";

/** The permission, the reach and the cost of a procedure. Every procedure declares them; a test checks the router. */
export type Meta =
  /** The procedure concerns one organization, or the platform. */
  | { readonly permission: Permission; readonly reach: "organization" | "platform"; readonly cost: Cost }
  /** The procedure is for operators of the platform only. */
  | { readonly permission: OperatorPermission; readonly reach: "operator"; readonly cost: Cost }
  /** The procedure is for every person who is signed in, or for everybody: it is about signing in. */
  | { readonly permission: null; readonly reach: "person" | "session"; readonly cost: Cost };

const MINUTE_MS = 60_000;

/** A call with one of these errors fails as often as it is made. */
const WASTED = new Set<TRPCError["code"]>(["BAD_REQUEST", "UNAUTHORIZED", "FORBIDDEN"]);

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    sse: {
      // Proxies close a stream that is silent for a minute or less. Pings prevent that. A reader without pings
      // assumes that its server is gone.
      ping: { enabled: true, intervalMs: 10_000 },
      client: { reconnectAfterInactivityMs: 25_000 },
      // Then the reader connects again, and its permission is checked again.
      maxDurationMs: 10 * MINUTE_MS,
    },
    errorFormatter: ({ shape, error, ctx }) => {
      const { message, ...scrip } = errorData(error, ctx === undefined ? null : requestOf(ctx).id);
      return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, scrip } };
    },
  });

export const { router, middleware } = trpc;

/** The base of every procedure. It gives errors of use cases their code, and counts and logs each call, and records denials. */
export const procedure = trpc.procedure.use(async ({ ctx, path, getRawInput, next }) => {
  const request = requestOf(ctx);
  const { meter, calls, log, limits } = request;
  const call: Call = { procedure: path };
  calls.push(call);
  const began = performance.now();
  const span = () => ({ name: `call ${path}`, attributes: () => spanFields(call) });
  const given = await inSpan(span, () => next({ ctx: { call } }));
  const isOurs = !given.ok && given.error.code === "INTERNAL_SERVER_ERROR" && given.error.cause !== undefined;
  const result = isOurs ? { ...given, error: toTrpcError(given.error.cause) } : given;
  const tookMs = performance.now() - began;
  if (!result.ok) call.error = result.error;
  if (call.error !== undefined && WASTED.has(call.error.code)) limits.charge(request.senders, WASTE);
  if (call.error !== undefined) void noteDenial(request, call.error.cause, { procedure: path, input: getRawInput });
  meter.called(path, call.error ?? null, tookMs);
  log.debug({ ...callFields(call), answer: call.error?.code ?? "OK", tookMs: Math.round(tookMs) }, "call answered");
  return result;
});
