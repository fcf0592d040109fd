import type { Answer } from "../../server/answer.ts";
import type { CheckoutSession, PaymentIntent, PaymentMethod, SetupIntent } from "../../wire/objects.ts";
import type { PagesHost } from "../parts/host.ts";
import { html } from "../parts/html.ts";
import { readObject } from "../parts/read-object.ts";
import { page, problem, redirect } from "../parts/reply.ts";
import { methodName, money } from "../parts/words.ts";

type Intent = PaymentIntent | SetupIntent;

/** The page of a bank on which a person confirms a payment or a card (3-D Secure), or fails to. */
export async function answerAuthentication(
  host: PagesHost,
  id: string,
  form: URLSearchParams | null,
  search: URLSearchParams,
): Promise<Answer> {
  const intent = await readIntent(host, id);
  if (intent === null) return problem(404, "No such payment", "There is no payment or card at this address.");
  const own = ownPath(search.get("return"));
  const foreign = intent.next_action?.redirect_to_url?.return_url ?? null;
  if (intent.status !== "requires_action") {
    return problem(
      410,
      "Nothing to confirm",
      "This was confirmed or given up before.",
      own === null ? undefined : html`<a href="${own}">Go on</a>`,
    );
  }
  if (form === null) return show(host, intent, own === null ? foreign : await endOf(host, own));
  const outcome = form.get("outcome") === "pass" ? "pass" : "fail";
  const after = await host.authenticate(id, outcome);
  if (own !== null) return redirect(`${own}${own.includes("?") ? "&" : "?"}outcome=${outcome}`);
  if (foreign !== null) return redirect(returnAddress(foreign, after));
  const title = outcome === "pass" ? "Confirmed" : "Not confirmed";
  return problem(200, title, "You can close this page.");
}

function readIntent(host: PagesHost, id: string): Promise<Intent | null> {
  const kind = id.startsWith("seti_") ? "setup_intents" : "payment_intents";
  return readObject<Intent>(host, `/v1/${kind}/${id}`);
}

async function show(host: PagesHost, intent: Intent, leadsTo: string | null): Promise<Answer> {
  const method = await readObject<PaymentMethod>(host, `/v1/payment_methods/${intent.payment_method ?? ""}`);
  const card = method === null ? "your card" : methodName(method);
  const what =
    intent.object === "payment_intent"
      ? html`pay <strong>${money(intent.amount, intent.currency)}</strong> to ${host.account().name} with ${card}`
      : html`let ${host.account().name} keep ${card}`;
  return page(
    { title: "Confirm it is you", leadsTo: [leadsTo] },
    html`<h1>Confirm it is you</h1>
<form method="post" class="card">
<p>Your bank asks (3-D Secure): do you want to ${what}?</p>
<p class="buttons"><button class="main" name="outcome" value="pass">Complete authentication</button>
<button class="danger" name="outcome" value="fail">Fail authentication</button></p>
</form>`,
  );
}

/** Where a page of this server leads at once when its task is done: the browser checks that address as well. */
async function endOf(host: PagesHost, path: string): Promise<string | null> {
  const [, area, id = ""] = /^\/(checkout|portal)\/(\w+)/.exec(path) ?? [];
  if (area === "portal") return host.portalSession(id)?.flow?.after_completion.redirect?.return_url ?? null;
  if (area !== "checkout") return null;
  const session = await readObject<CheckoutSession>(host, `/v1/checkout/sessions/${id}`);
  return session?.success_url ?? null;
}

/** A path of this server. Anything else could lead a person away. */
function ownPath(path: string | null): string | null {
  return path !== null && /^\/[a-z][\w/?=&-]*$/.test(path) ? path : null;
}

/** The merchant's address, with what Stripe adds to it. */
function returnAddress(address: string, intent: Intent): string {
  const to = new URL(address);
  to.searchParams.set(intent.object, intent.id);
  to.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  const isDone = ["succeeded", "processing", "requires_capture"].includes(intent.status);
  to.searchParams.set("redirect_status", isDone ? "succeeded" : "failed");
  return to.href;
}
