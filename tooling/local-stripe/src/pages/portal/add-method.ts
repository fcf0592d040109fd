import type { Answer } from "../../server/answer.ts";
import type { SetupIntent } from "../../wire/objects.ts";
import { problemBox, type Shown } from "../entry/fields.ts";
import { filled, type Offer, paymentFields, testNumbers } from "../entry/payment-fields.ts";
import { isEntry, readEntry } from "../entry/read-entry.ts";
import { saveMethod } from "../entry/use-entry.ts";
import type { PagesHost } from "../parts/host.ts";
import { html } from "../parts/html.ts";
import { readObject } from "../parts/read-object.ts";
import { page, redirect } from "../parts/reply.ts";
import { afterTask } from "./after-flow.ts";
import type { PortalView } from "./portal-view.ts";

const FORM = "save";

/** The page on which a customer adds a payment method. */
export async function answerAddMethod(
  host: PagesHost,
  view: PortalView,
  form: URLSearchParams | null,
  search: URLSearchParams,
): Promise<Answer> {
  const { id, customer } = view;
  if (search.get("outcome") === "pass") return saved(host, view, search.get("intent") ?? "");
  const offer: Offer = { types: ["card"], saved: [], email: false, fullAddress: false, taxId: "no" };
  const problems =
    search.get("outcome") === "fail" ? { form: "Your bank did not confirm the card. Try another one." } : {};
  if (form === null) return show(view, offer, { values: new URLSearchParams(), problems });
  const fill = filled(form);
  if (fill !== null) return show(view, offer, { values: fill, problems: {} });
  const read = readEntry(form, offer);
  if (!isEntry(read)) return show(view, offer, { values: form, problems: read });
  const used = await saveMethod(host, customer.id, read);
  if ("problems" in used) return show(view, offer, { values: form, problems: used.problems });
  const here = `/portal/${id}/payment-methods/add?intent=${used.intent ?? ""}`;
  if (used.authenticate === null) return saved(host, view, used.intent ?? "");
  return redirect(`/authenticate/${used.authenticate}?return=${encodeURIComponent(here)}`);
}

/** A card becomes the default if it is the first one, or if the session was made to change the card. */
async function saved(host: PagesHost, { id, portal, customer }: PortalView, intentId: string): Promise<Answer> {
  const intent = await readObject<SetupIntent>(host, `/v1/setup_intents/${intentId}`);
  const isSaved = intent?.status === "succeeded" && intent.customer === customer.id;
  const isWanted = portal.flow?.type === "payment_method_update" || !customer.invoice_settings.default_payment_method;
  if (isSaved && isWanted) {
    const invoice_settings = { default_payment_method: intent.payment_method };
    await host.call("POST", `/v1/customers/${customer.id}`, { invoice_settings });
  }
  return redirect(afterTask(id, portal, "add"));
}

function show({ id, portal }: PortalView, offer: Offer, shown: Shown): Answer {
  return page(
    { title: "Add payment method", leadsTo: [portal.flow?.after_completion.redirect?.return_url] },
    html`<p class="back"><a href="/portal/${id}?overview">← Back to billing</a></p>
<h1>Add payment method</h1>
<div class="with-aside">
<form method="post" id="${FORM}" class="card" novalidate>
${problemBox(shown.problems)}
${paymentFields(shown, offer)}
<button class="main">Add payment method</button>
</form>
${testNumbers(FORM, offer.types)}
</div>`,
  );
}
