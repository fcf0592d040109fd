import type { ErrorData, FieldProblem } from "@scrip/contract/errors";
import { isTransient, TransientError, unavailable } from "@scrip/db/connection";
import type { Refusal, RefusalCode } from "@scrip/domain/ledger";
import { Refused, RequestRefused } from "@scrip/usecases/refused";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { z } from "zod";

type TrpcCode = TRPCError["code"];

/** What each refusal of the rules is over HTTP; a new code does not compile until it is mapped. */
const STATUS: Record<RefusalCode, TrpcCode> = {
  insufficient_credit: "PAYMENT_REQUIRED",
  hold_not_found: "NOT_FOUND",
  hold_closed: "CONFLICT",
  hold_belongs_to_job: "CONFLICT",
  beyond_hold: "CONFLICT",
  job_not_found: "NOT_FOUND",
  job_exists: "CONFLICT",
  job_closed: "CONFLICT",
  job_running: "CONFLICT",
  job_not_in_epochs: "CONFLICT",
  quantity_goes_back: "UNPROCESSABLE_CONTENT",
  quantity_ahead_of_time: "UNPROCESSABLE_CONTENT",
  next_not_ahead: "UNPROCESSABLE_CONTENT",
  next_missing: "UNPROCESSABLE_CONTENT",
  estimate_missing: "UNPROCESSABLE_CONTENT",
  price_above_limit: "UNPROCESSABLE_CONTENT",
  unknown_resource: "UNPROCESSABLE_CONTENT",
  not_sold_for_work: "UNPROCESSABLE_CONTENT",
  work_without_jobs: "UNPROCESSABLE_CONTENT",
  grant_already_lapsed: "UNPROCESSABLE_CONTENT",
  grant_interval_empty: "UNPROCESSABLE_CONTENT",
  business_key_taken: "CONFLICT",
  charge_not_found: "NOT_FOUND",
  beyond_charge: "CONFLICT",
  grant_not_found: "NOT_FOUND",
  beyond_grant: "CONFLICT",
  beyond_revoked: "CONFLICT",
  debt_not_open: "NOT_FOUND",
  beyond_debt: "CONFLICT",
  organization_not_found: "NOT_FOUND",
  key_reused: "UNPROCESSABLE_CONTENT",
};

const REQUEST_STATUS: Partial<Record<string, TrpcCode>> = {
  unauthenticated: "UNAUTHORIZED",
  scope_missing: "FORBIDDEN",
  foreign_page: "FORBIDDEN",
  development_only: "FORBIDDEN",
  organization_required: "BAD_REQUEST",
  test_clock_refused: "FORBIDDEN",
  clock_after_entries: "CONFLICT",
  not_on_test_clock: "CONFLICT",
  name_taken: "CONFLICT",
  not_found: "NOT_FOUND",
};

/** Turns an error of a use case into tRPC's, keeping it as the cause. */
export function toTrpcError(cause: unknown): TRPCError {
  if (cause instanceof TRPCError) return cause;
  if (isTransient(cause)) return toTrpcError(unavailable(cause));
  if (cause instanceof Refused)
    return new TRPCError({ code: STATUS[cause.refusal.code], message: cause.message, cause });
  if (cause instanceof RequestRefused)
    return new TRPCError({ code: REQUEST_STATUS[cause.code] ?? "BAD_REQUEST", message: cause.message, cause });
  if (cause instanceof TransientError)
    return new TRPCError({ code: "SERVICE_UNAVAILABLE", message: cause.message, cause });
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "Something went wrong on our side.", cause });
}

/** What a caller is told of an error: a stable code, the figures behind it and whether to come back. */
export function errorData(error: TRPCError, requestId: string | null): ErrorData & { readonly message: string } {
  const { cause, message } = error;
  const base = { details: {}, retryAfterMs: null, requestId, message };
  if (cause instanceof Refused) return { ...base, code: cause.refusal.code, details: prefixed(cause.refusal) };
  if (cause instanceof RequestRefused) return { ...base, code: cause.code, details: cause.details };
  if (cause instanceof TransientError) return { ...base, code: cause.reason, retryAfterMs: cause.retryAfterMs };
  if (error.code === "NOT_FOUND") return { ...base, code: "not_found" };
  // A body that is no JSON or too large, the wrong method or type: the request is wrong, not we.
  if (getHTTPStatusCodeFromError(error) < 500) return badInput(base, cause);
  return {
    ...base,
    code: "internal",
    message: "Something went wrong on our side. Quote the request id to the operators.",
  };
}

/** An error in the form of tRPC's, for what is refused before a request comes to the router. */
export function errorBody(error: TRPCError, requestId: string) {
  const { message, ...scrip } = errorData(error, requestId);
  const data = { code: error.code, httpStatus: getHTTPStatusCodeFromError(error), scrip };
  return { error: { message, code: TRPC_ERROR_CODES_BY_KEY[error.code], data } };
}

/** Ids of ours carry their prefix at the edge; a job is named by the caller's own `ref`, but here. */
function prefixed({ code, data }: Refusal): Record<string, unknown> {
  const prefixes = {
    hold: "hold",
    grant: "grant",
    charge: "charge",
    debt: "debt",
    organization: "org",
    ...(code === "hold_belongs_to_job" && { job: "job" }),
  };
  const details: Record<string, unknown> = { ...data };
  for (const [name, prefix] of Object.entries(prefixes))
    if (typeof details[name] === "string") details[name] = `${prefix}_${details[name]}`;
  return details;
}

function badInput(base: Omit<ErrorData, "code"> & { message: string }, cause: unknown) {
  if (!(cause instanceof z.core.$ZodError)) return { ...base, code: "bad_input" as const };
  const fields = cause.issues.flatMap(problemsOf).slice(0, MOST_PROBLEMS);
  const message = fields
    .map((field) => (field.path === "" ? field.message : `${field.path}: ${field.message}`))
    .join("; ");
  return { ...base, code: "bad_input" as const, details: { fields }, message };
}

/** An answer names no more fields than this, and no longer ones: a request could be full of them. */
const MOST_PROBLEMS = 20;
const LONGEST_NAME = 100;

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code !== "unrecognized_keys") return [{ path: issue.path.join("."), message: issue.message }];
  const unknown = issue.keys.slice(0, MOST_PROBLEMS);
  return unknown.map((name) => ({
    path: [...issue.path, name.slice(0, LONGEST_NAME)].join("."),
    message: "is not a field of this call",
  }));
}
