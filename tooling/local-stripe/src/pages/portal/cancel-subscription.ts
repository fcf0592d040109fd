import type { Answer } from "../../server/answer.ts";
import type { Subscription } from "../../wire/objects.ts";
import type { PagesHost } from "../parts/host.ts";
import { html } from "../parts/html.ts";
import { readObject } from "../parts/read-object.ts";
import { page, problem, redirect } from "../parts/reply.ts";
import { day } from "../parts/words.ts";
import { afterTask } from "./after-flow.ts";
import type { PortalView } from "./portal-view.ts";

const REASONS: readonly (readonly [value: string, words: string])[] = [
  ["too_expensive", "It is too expensive"],
  ["missing_features", "I need other features"],
  ["switched_service", "I found another service"],
  ["unused", "I do not use it enough"],
  ["customer_service", "The customer service could be better"],
  ["too_complex", "It is too hard to use"],
  ["low_quality", "The quality could be better"],
  ["other", "Another reason"],
];

/** The page on which a customer confirms that a subscription ends. */
export async function answerCancel(
  host: PagesHost,
  view: PortalView,
  subscriptionId: string,
  form: URLSearchParams | null,
): Promise<Answer> {
  const { id, portal, customer } = view;
  const back = html`<a href="/portal/${id}?overview">Back to billing</a>`;
  const { subscription_cancel: feature } = portal.configuration.features;
  const subscription = await readObject<Subscription>(host, `/v1/subscriptions/${subscriptionId}`);
  if (subscription?.customer !== customer.id) return problem(404, "No such subscription", "It is not yours.", back);
  if (!feature.enabled) return problem(403, "Not here", "The merchant does not let customers cancel here.", back);
  const isAtOnce = feature.mode === "immediately";
  const ends = Math.max(...subscription.items.data.map((item) => item.current_period_end));
  if (form === null) return show(view, subscription, isAtOnce, ends);
  const feedback = form.get("feedback");
  const why = feedback === null ? {} : { cancellation_details: { feedback } };
  const path = `/v1/subscriptions/${subscription.id}`;
  // As Stripe's portal does: a date, while `cancel_at_period_end` stays false.
  const { status, body } = isAtOnce
    ? await host.call("DELETE", path, why)
    : await host.call("POST", path, { cancel_at: ends, ...why });
  if (status === 200) return redirect(afterTask(id, portal, "cancel"));
  return problem(status, "That did not work", (body as { error: { message: string } }).error.message, back);
}

function show({ id, portal }: PortalView, subscription: Subscription, isAtOnce: boolean, ends: number): Answer {
  const isAsked = portal.configuration.features.subscription_cancel.cancellation_reason.enabled;
  const reasons = REASONS.map(
    ([value, words]) =>
      html`<label class="choice"><input type="radio" name="feedback" value="${value}"> ${words}</label>`,
  );
  return page(
    { title: "Cancel subscription", leadsTo: [portal.flow?.after_completion.redirect?.return_url] },
    html`<p class="back"><a href="/portal/${id}?overview">← Back to billing</a></p>
<h1>Cancel subscription</h1>
<form method="post" class="card">
<p>${isAtOnce ? html`The subscription ends <strong>at once</strong>.` : html`The subscription stays until <strong>${day(ends)}</strong>, and is not renewed then. Until then you can resume it.`}</p>
${isAsked && html`<fieldset class="methods"><legend>Why do you cancel? (optional)</legend>${reasons}</fieldset>`}
<p class="buttons"><button class="danger" name="subscription" value="${subscription.id}">Cancel subscription</button></p>
</form>`,
  );
}
