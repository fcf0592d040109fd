import type { RefusalKind } from "@scrip/domain/refusals";
import type { TRPCError } from "@trpc/server";

/** tRPC's names of the statuses in the contract's `HTTP_STATUS`. A new kind does not compile until it is here. */
export const STATUS_OF_KIND: Readonly<Record<RefusalKind, TRPCError["code"]>> = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  payment: "PAYMENT_REQUIRED",
  forbidden: "FORBIDDEN",
  missing: "NOT_FOUND",
  conflict: "CONFLICT",
  unprocessable: "UNPROCESSABLE_CONTENT",
  limited: "TOO_MANY_REQUESTS",
  transient: "SERVICE_UNAVAILABLE",
};
