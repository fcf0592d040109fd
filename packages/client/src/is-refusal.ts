import type { RefusedCode } from "./codes.ts";
import { Refused } from "./errors.ts";

/**
 * Whether an error is a refusal with this code, or with any code if none is given.
 * @example if (isRefusal(error, "insufficient_credit")) console.log(error.details.missing);
 */
export function isRefusal<Code extends RefusedCode = RefusedCode>(error: unknown, code?: Code): error is Refused<Code> {
  return error instanceof Refused && (code === undefined || error.code === code);
}
