import type { FieldProblem } from "@scrip/contract/errors";
import type { TRPCError } from "@trpc/server";
import { errorData } from "../../trpc/error-data.ts";

/** The header in which a caller names its intent. */
export const KEY_HEADER = "Idempotency-Key";

/** The body of every error of the HTTP API. */
export interface ErrorEnvelope {
  readonly error: {
    /** Stable. */
    readonly code: string;
    /** A sentence for people. */
    readonly message: string;
    /** The figures behind the code. */
    readonly data: Readonly<Record<string, unknown>>;
    /** The first wrong field or header, if the input is wrong. */
    readonly field?: string;
    /** When a retry may succeed, in milliseconds; only if one may. */
    readonly retryAfterMs?: number;
    /** The operators find the request in the logs by this id. */
    readonly requestId: string | null;
  };
}

/** Whether a request is one of the HTTP API, by its address. */
export const isOfHttpApi = ({ url }: { readonly url: string }): boolean => /^\/v1(?:[/?]|$)/.test(url);

/**
 * Makes the body of an error, from the same data as that of tRPC's form.
 * @source docs/http-api.md#errors
 */
export function errorEnvelope(error: TRPCError, requestId: string | null): ErrorEnvelope {
  const { code, message, details, retryAfterMs } = errorData(error, requestId);
  if (!Array.isArray(details.fields)) {
    const retry = retryAfterMs === null ? {} : { retryAfterMs };
    return { error: { code, message, data: details, ...retry, requestId } };
  }
  const fields = (details.fields as readonly FieldProblem[]).map(asSent);
  const text = fields.map(({ path, message: problem }) => (path === "" ? problem : `${path}: ${problem}`)).join("; ");
  const field = fields.find(({ path }) => path !== "")?.path;
  return { error: { code, message: text, data: { fields }, ...(field !== undefined && { field }), requestId } };
}

/** The idempotency key is a field inside, and a header for the caller. */
function asSent({ path, message }: FieldProblem): FieldProblem {
  if (path !== "idempotencyKey" || message.includes(KEY_HEADER)) return { path, message };
  const isMissing = message.includes("undefined");
  return { path: KEY_HEADER, message: isMissing ? "the header is missing: name each intent once" : message };
}
