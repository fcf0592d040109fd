import type { Scope } from "@scrip/contract";
import { initTRPC } from "@trpc/server";
import type { Context } from "./context.ts";
import { errorData, toTrpcError } from "./error-data.ts";
import { requestOf } from "./request.ts";

/** Who may call a procedure. Every one declares it; a test walks the router. */
export interface Meta {
  readonly scope: Scope;
  /** Whether it concerns one organization, or the platform. */
  readonly reach: "organization" | "platform";
}

const trpc = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => {
      const { message, ...scrip } = errorData(error, ctx === undefined ? null : requestOf(ctx).id);
      return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, scrip } };
    },
  });

export const { router } = trpc;

/** Every procedure begins here: errors of use cases get their code. */
export const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.code === "INTERNAL_SERVER_ERROR" && result.error.cause !== undefined)
    return { ...result, error: toTrpcError(result.error.cause) };
  return result;
});
