import { once } from "node:events";
import { connect } from "node:net";
import { stripeSettings, wantedAccount } from "../commands/stripe-account.ts";
import type { Console } from "../console.ts";
import { type Finding, fault, looked, ok, skipped, warning } from "./finding.ts";

const PATIENCE_MS = 5_000;

/** Looks at what Scrip talks to: the API, Stripe and the mail server. */
export async function lookOutside(console: Console): Promise<readonly Finding[]> {
  const { env } = console;
  return [
    await looked("API", () => api(env.origin ?? `http://127.0.0.1:${env.port}`)),
    ...(await stripe(console)),
    await looked("mail server", () => mailServer(env.smtpUrl)),
  ];
}

async function api(origin: string): Promise<Finding> {
  const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  if (answer?.ok) return ok("API", `The API at ${origin} is ready.`);
  const says = answer === null ? `The API at ${origin} does not answer.` : `The API at ${origin} is not ready (${answer.status}).`;
  return fault("API", says, "Start an API: node apps/api/src/main.ts. Set SCRIP_ORIGIN if it is elsewhere.");
}

async function stripe(console: Console): Promise<readonly Finding[]> {
  const { stripe: settings, origin } = console.env;
  if (settings.secretKey === undefined)
    return [skipped("Stripe", "STRIPE_SECRET_KEY is not set, so Stripe was not looked at.")];
  if (origin === undefined) return [skipped("Stripe", "SCRIP_ORIGIN is not set, so Stripe was not looked at.")];
  try {
    const { checkAccount } = await import("@scrip/payments/account");
    const found: Finding[] = [];
    for await (const { check, isRight, says, advice } of checkAccount(
      await stripeSettings(console),
      await wantedAccount(console, origin),
      Date.now,
    ))
      found.push(
        isRight ? ok(`Stripe: ${check}`, says) : fault(`Stripe: ${check}`, says, advice ?? "See docs/stripe.md."),
      );
    return found;
  } catch (error) {
    const says = `Stripe does not answer: ${(error as Error).message}`;
    return [
      fault("Stripe", says, "Check STRIPE_SECRET_KEY and the way to api.stripe.com. Spending goes on meanwhile."),
    ];
  }
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
