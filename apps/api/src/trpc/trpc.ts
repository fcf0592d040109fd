import type { Scope } from "@scrip/contract/access/scopes";
import { initTRPC } from "@trpc/server";
import { type Call, callFields } from "./call.ts";
import type { Context } from "./context.ts";
import { errorData, toTrpcError } from "./error-data.ts";
import { requestOf } from "./request.ts";

/** Who may call a procedure. Every one declares it; a test walks the router. */
export type Meta =
  /** Whether it concerns one organization, or the platform. */
  | { readonly scope: Scope; readonly reach: "organization" | "platform" }
  /** Who is signed in: nobody needs a scope for that. */
  | { readonly scope: null; readonly reach: "session" };

const MINUTE_MS = 60_000;

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    sse: {
      // Proxies close what is silent for a minute or less, and a reader notices that nobody is there any more.
      ping: { enabled: true, intervalMs: 10_000 },
      client: { reconnectAfterInactivityMs: 25_000 },
      // Then the reader connects again, and is asked again whether it may.
      maxDurationMs: 10 * MINUTE_MS,
    },
    errorFormatter: ({ shape, error, ctx }) => {
      const { message, ...scrip } = errorData(error, ctx === undefined ? null : requestOf(ctx).id);
      return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, scrip } };
    },
  });

export const { router } = trpc;

/** Every procedure begins here: errors of use cases get their code, and each call is counted and logged. */
export const procedure = trpc.procedure.use(async ({ ctx, path, next }) => {
  const { meter, calls, log } = requestOf(ctx);
  const call: Call = { procedure: path };
  calls.push(call);
  const began = performance.now();
  const given = await next({ ctx: { call } });
  const isOurs = !given.ok && given.error.code === "INTERNAL_SERVER_ERROR" && given.error.cause !== undefined;
  const result = isOurs ? { ...given, error: toTrpcError(given.error.cause) } : given;
  const tookMs = performance.now() - began;
  if (!result.ok) call.error = result.error;
  meter.called(path, call.error ?? null, tookMs);
  log.debug({ ...callFields(call), answer: call.error?.code ?? "OK", tookMs: Math.round(tookMs) }, "call answered");
  return result;
});
