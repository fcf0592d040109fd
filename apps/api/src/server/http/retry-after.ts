import { TransientError } from "@scrip/db/connection";
import type { TRPCError } from "@trpc/server";

/** The header that says when the last of the refused calls may be made again, in whole seconds. */
export function retryAfterOf(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap(({ cause }) => (cause instanceof TransientError ? [cause.retryAfterMs] : []));
  return waits.length === 0 ? {} : { "retry-after": `${Math.ceil(Math.max(...waits) / 1000)}` };
}
