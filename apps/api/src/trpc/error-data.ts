import type { ErrorData, FieldProblem } from "@scrip/contract/errors";
import {
  isTransient,
  OrganizationMissing,
  OrganizationMoved,
  organizationMoved,
  TransientError,
  unavailable,
} from "@scrip/db/connection";
import { fieldsOf, REFUSALS, type Refusal, wirePrefix } from "@scrip/domain/refusals";
import { organizationNotFound, RefusedError } from "@scrip/usecases/refused";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { z } from "zod";
import { STATUS_OF_KIND } from "./refusal-status.ts";

/** Converts an error of a use case to an error of tRPC, with the original as the cause. */
export function toTrpcError(cause: unknown): TRPCError {
  if (cause instanceof TRPCError) return cause;
  if (isTransient(cause)) return toTrpcError(unavailable(cause));
  if (cause instanceof OrganizationMissing) return toTrpcError(organizationNotFound(cause.orgId));
  // This process does not know the cells, or is the last one that does not.
  if (cause instanceof OrganizationMoved) return toTrpcError(organizationMoved(cause.orgId, cause));
  if (cause instanceof RefusedError)
    return new TRPCError({ code: STATUS_OF_KIND[REFUSALS[cause.refusal.code].kind], message: cause.message, cause });
  if (cause instanceof TransientError)
    return new TRPCError({ code: STATUS_OF_KIND[REFUSALS[cause.reason].kind], message: cause.message, cause });
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "Something went wrong on our side.", cause });
}

/**
 * Returns the data of an error for its caller: a stable code, the figures behind it, and when to retry.
 * @source docs/rules.md#refusals
 */
export function errorData(error: TRPCError, requestId: string | null): ErrorData & { readonly message: string } {
  const { cause, message } = error;
  const base = { details: {}, retryAfterMs: null, requestId, message };
  if (cause instanceof RefusedError) return { ...base, code: cause.refusal.code, details: detailsOf(cause.refusal) };
  if (cause instanceof TransientError) return { ...base, code: cause.reason, retryAfterMs: cause.retryAfterMs };
  if (error.code === "NOT_FOUND") return { ...base, code: "not_found" };
  // The request is wrong: its body is no JSON or too large, or it has the wrong method or content type.
  if (getHTTPStatusCodeFromError(error) < 500) return badInput(base, cause);
  return {
    ...base,
    code: "internal",
    message: "Something went wrong on our side. Quote the request id to the operators.",
  };
}

/** Makes the body of an error in the form of tRPC, for requests that are refused before the router. */
export function errorBody(error: TRPCError, requestId: string) {
  const { message, ...scrip } = errorData(error, requestId);
  const data = { code: error.code, httpStatus: getHTTPStatusCodeFromError(error), scrip };
  return { error: { message, code: TRPC_ERROR_CODES_BY_KEY[error.code], data } };
}

/** The data of a refusal in the form of the wire: an id has its prefix. */
export function detailsOf({ code, data }: Refusal): Record<string, unknown> {
  const details: Record<string, unknown> = { ...data };
  for (const [name, type] of Object.entries(fieldsOf(code))) {
    const prefix = wirePrefix(type);
    const id = details[name];
    if (prefix !== null && typeof id === "string") details[name] = `${prefix}_${id}`;
  }
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

/** The limits of the fields that an answer names: a request could have many wrong fields with long names. */
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
