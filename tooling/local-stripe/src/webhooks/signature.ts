import { createHmac } from "node:crypto";

/** The header `Stripe-Signature`. @param at seconds of real time; secrets more than one while they change */
export function signatureOf(payload: string, secrets: readonly string[], at: number): string {
  const signatures = secrets.map((secret) => {
    const digest = createHmac("sha256", secret).update(`${at}.${payload}`).digest("hex");
    return `v1=${digest}`;
  });
  return [`t=${at}`, ...signatures].join(",");
}
