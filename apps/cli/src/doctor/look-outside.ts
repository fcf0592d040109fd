import { once } from "node:events";
import { connect } from "node:net";
import type { Env } from "../env.ts";
import { type Finding, fault, looked, ok, skipped, warning } from "./finding.ts";

const PATIENCE_MS = 5_000;

/**
 * Looks at what Scrip talks to: the API, Stripe and the mail server.
 * @param stripe looks at the account at Stripe
 */
export async function lookOutside(env: Env, stripe: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  return [
    await looked("API", () => api(env.origin ?? `http://127.0.0.1:${env.port}`)),
    ...(await stripe()),
    await looked("mail server", () => mailServer(env.smtpUrl)),
  ];
}

async function api(origin: string): Promise<Finding> {
  const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  if (answer?.ok) return ok("API", `The API at ${origin} is ready.`);
  const says =
    answer === null ? `The API at ${origin} does not answer.` : `The API at ${origin} is not ready (${answer.status}).`;
  return fault("API", says, "Start an API: node apps/api/src/main.ts. Set SCRIP_ORIGIN if it is elsewhere.");
}

/** Connects and reads the greeting. Signs in nowhere and sends nothing. */
async function mailServer(url: string | undefined): Promise<Finding> {
  if (url === undefined) return skipped("mail server", "SCRIP_SMTP_URL is not set, so no mail server was looked at.");
  const address = URL.parse(url);
  if (address === null || !/^smtps?:$/.test(address.protocol))
    return fault("mail server", "SCRIP_SMTP_URL is no address.", "Write it as smtps://user:password@host.");
  const port = Number(address.port || (address.protocol === "smtps:" ? 465 : 587));
  const socket = connect({ host: address.hostname.replace(/^\[|\]$/g, ""), port });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(PATIENCE_MS) });
    return ok("mail server", `The mail server at ${address.hostname}:${port} can be reached.`);
  } catch {
    const says = `The mail server at ${address.hostname}:${port} cannot be reached.`;
    return warning("mail server", says, "Mails wait until it can. Check SCRIP_SMTP_URL and the firewall.");
  } finally {
    socket.destroy();
  }
}
