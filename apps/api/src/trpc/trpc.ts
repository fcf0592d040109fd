import type { Scope } from "@scrip/contract/access/scopes";
import { initTRPC } from "@trpc/server";
import { type Call, callFields } from "./call.ts";
import type { Context } from "./context.ts";
import { errorData, toTrpcError } from "./error-data.ts";
import { requestOf } from "./request.ts";

/** The scope and the reach of a procedure. Every procedure declares them; a test checks the router. */
export type Meta =
  /** The procedure concerns one organization, or the platform. */
  | { readonly scope: Scope; readonly reach: "organization" | "platform" }
  /** The procedure is about signing in, which needs no scope. */
  | { readonly scope: null; readonly reach: "session" };

const MINUTE_MS = 60_000;

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

export const { router } = trpc;

/** The base of every procedure. It gives errors of use cases their code, and counts and logs each call. */
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
