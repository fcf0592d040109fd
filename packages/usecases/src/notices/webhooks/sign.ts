import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** Makes a signing secret: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** A message to sign. */
export interface SignedMessage {
  /** The id of the event, the same in every try. */
  readonly id: string;
  /** When this try is sent, in milliseconds since 1970. */
  readonly at: number;
  readonly body: string;
}

/**
 * Signs a message as Standard Webhooks asks for it.
 * @param secrets the valid ones, the newest first: each gives a signature
 * @returns the headers of the message
 * @source docs/webhooks.md#signatures
 */
export function signedHeaders({ id, at, body }: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const timestamp = `${Math.floor(at / 1000)}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
