import type { IncomingHttpHeaders } from "node:http";
import { StripeError } from "../protocol/stripe-error.ts";

/** Checks the secret key, sent as a bearer token or as the user of basic authentication. */
export function authenticate({ authorization = "" }: IncomingHttpHeaders, secretKey: string): void {
  const key = keyOf(authorization);
  if (key === "") {
    const message =
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";
    throw new StripeError(401, { type: "invalid_request_error", message });
  }
  if (key !== secretKey) {
    const message = `Invalid API Key provided: ${key.slice(0, 8)}${"*".repeat(8)}${key.slice(-4)}`;
    throw new StripeError(401, { type: "invalid_request_error", message });
  }
}

function keyOf(authorization: string): string {
  const [scheme = "", value = ""] = authorization.split(" ");
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return "";
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
}
