import { join } from "node:path";
import { stateDir } from "./paths.ts";
import { ready, type StripeOfProcess, scrip } from "./services.ts";
import { StartupError } from "./startup-error.ts";
import type { SupervisedProcess } from "./supervise.ts";

/** The key of the local Stripe. It is no secret: it opens nothing else. */
const KEY = "sk_test_local";

/** The port of the server whose state has the plain name. */
const USUAL_PORT = 4874;

/**
 * Starts the local Stripe. Its state is a file that outlives it, so payments are known after a restart. Servers at
 * different ports do not share it.
 */
export async function startStripe(port: number): Promise<SupervisedProcess> {
  const file = port === USUAL_PORT ? "stripe.json" : `stripe-${port}.json`;
  const args = ["--port", `${port}`, "--key", KEY, "--file", join(stateDir, file)];
  const spec = scrip("the local Stripe", "tooling/local-stripe/src/main.ts", {}, {});
  return ready({ ...spec, args }, `${urlOf(port)}/`);
}

/**
 * Has the local Stripe send its events to the API.
 * @returns what the API and the worker need to talk to it
 */
export async function connectStripe(port: number, apiUrl: string): Promise<StripeOfProcess> {
  const url = urlOf(port);
  await control(url, "set-account", { name: "Scrip" });
  const { secret } = await control<{ secret: string }>(url, "use-webhook", { url: `${apiUrl}/webhooks/stripe` });
  return { url, variables: { STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: secret, SCRIP_STRIPE_URL: url } };
}

/** Does to Stripe what a person does in its dashboard. */
async function control<Answer>(url: string, name: string, input: object): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/_local/${name}`, { method: "POST", headers, body: JSON.stringify(input) });
  if (!answer.ok) throw new StartupError(`The local Stripe refuses ${name}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;
