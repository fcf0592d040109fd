import { StripeError } from "../protocol/stripe-error.ts";
import type { Answer } from "../server/answer.ts";
import type { ApiRequest } from "../server/api.ts";
import type { Control } from "./control.ts";

type Field =
  | "address"
  | "amount"
  | "charge"
  | "dispute"
  | "endpoint"
  | "entry"
  | "event"
  | "expMonth"
  | "expYear"
  | "intent"
  | "method"
  | "name"
  | "outcome"
  | "reason"
  | "refund"
  | "session"
  | "status"
  | "taxId"
  | "url";
/** JSON of a program that knows what it sends. A wrong value meets the same refusal as a wrong id. */
type Input = Readonly<Record<Field, never>>;

/** The control API, for programs: `POST /_local/<name>` with a JSON body; `GET` for what can be read. */
const POSTS: Readonly<Record<string, (control: Control, input: Input) => unknown>> = {
  authenticate: (control, { intent, outcome }) => control.authenticate(intent, outcome),
  "catch-up": (control) => control.catchUp(),
  "clear-faults": (control) => control.clearFaults(),
  "close-dispute": (control, { dispute, outcome }) => control.closeDispute(dispute, outcome),
  "drop-old-secret": (control, { endpoint }) => control.dropOldSecret(endpoint),
  "fail-refund": (control, { refund, reason }) => control.failRefund(refund, reason),
  fault: (control, fault) => control.addFault(fault as never),
  "open-dispute": (control, { charge, reason, amount }) => control.openDispute(charge, reason, amount),
  "release-calls": (control) => control.releaseCalls(),
  "renew-card": (control, { method, expMonth, expYear }) => control.renewCard(method, expMonth, expYear),
  resend: (control, { event, endpoint }) => control.resend(event, endpoint),
  "roll-secret": (control, { endpoint }) => control.rollSecret(endpoint),
  "set-account": (control, account) => control.setAccount(account),
  "set-switches": (control, switches) => control.setSwitches(switches as never),
  "settle-payment": (control, { intent, outcome }) => control.settlePayment(intent, outcome),
  "submit-checkout": (control, { session, entry }) => control.submitCheckout(session, entry),
  "use-webhook": async (control, { url }) => ({ secret: await control.useWebhook(url) }),
  "verify-tax-id": (control, { taxId, status, name, address }) => control.verifyTaxId(taxId, status, name, address),
  "webhooks-settled": (control) => control.webhooksSettled(),
};

const GETS: Readonly<Record<string, (control: Control) => unknown>> = {
  account: (control) => control.account(),
  deliveries: (control) => control.deliveries(),
  events: (control) => control.events(),
  faults: (control) => control.faults(),
  requests: (control) => control.requests(),
  switches: (control) => control.switches(),
};

/** Answers a request to the control API; null for any other. Only programs on this machine may use it. */
export async function answerControl(control: Control, request: ApiRequest): Promise<Answer | null> {
  const [, name = ""] = /^\/_local\/([a-z-]+)$/.exec(request.path) ?? [];
  if (name === "") return null;
  // A page of another site can send a form to this machine, but no JSON.
  if (request.method === "POST" && request.headers["content-type"] !== "application/json") {
    return answerJson(415, { error: "The control API takes application/json." });
  }
  const run = request.method === "POST" ? POSTS[name] : GETS[name];
  if (run === undefined) return answerJson(404, { error: `The control API has no ${request.method} ${name}.` });
  try {
    const input: Input = JSON.parse(request.body === "" ? "{}" : request.body);
    return answerJson(200, (await run(control, input)) ?? {});
  } catch (thrown) {
    if (thrown instanceof StripeError) return answerJson(thrown.status, { error: thrown.body });
    return answerJson(400, { error: String(thrown) });
  }
}

function answerJson(status: number, body: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body, null, 2) };
}
