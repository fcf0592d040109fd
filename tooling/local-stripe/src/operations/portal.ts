import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { newConfiguration } from "../objects/portal.ts";
import { newId } from "../protocol/ids.ts";
import { isAsked } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  choice,
  clearable,
  type Fields,
  list,
  metadata,
  needed,
  object,
  PAGE,
  type Read,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { PortalConfiguration, PortalSession } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

const PRORATION = choice("always_invoice", "create_prorations", "none");

const FEATURES = object({
  customer_update: object({
    allowed_updates: clearable(list(choice("address", "email", "name", "phone", "shipping", "tax_id"))),
    enabled: boolean(),
  }),
  invoice_history: object({ enabled: needed(boolean()) }),
  payment_method_update: object({ enabled: needed(boolean()) }),
  subscription_cancel: object({
    enabled: boolean(),
    mode: choice("at_period_end", "immediately"),
    proration_behavior: PRORATION,
  }),
  subscription_update: object({ enabled: boolean(), proration_behavior: PRORATION }),
});

const CONFIGURATION = {
  business_profile: object({
    headline: clearable(text(60)),
    privacy_policy_url: clearable(text()),
    terms_of_service_url: clearable(text()),
  }),
  default_return_url: clearable(text()),
  features: FEATURES,
  metadata: metadata(),
  name: clearable(text()),
} satisfies Fields;

const FLOW = object({
  after_completion: object({
    redirect: object({ return_url: needed(text()) }),
    type: needed(choice("portal_homepage", "redirect")),
  }),
  subscription_cancel: object({ subscription: needed(text()) }),
  type: needed(choice("payment_method_update", "subscription_cancel")),
});

function changed(before: PortalConfiguration, params: Read<typeof CONFIGURATION>): Partial<PortalConfiguration> {
  const { business_profile, features = {} } = params;
  const { customer_update, invoice_history, payment_method_update, subscription_cancel, subscription_update } =
    features;
  return {
    ...pick(params, "default_return_url", "name"),
    business_profile: { ...before.business_profile, ...business_profile },
    features: {
      ...before.features,
      customer_update: {
        ...before.features.customer_update,
        ...pick(customer_update ?? {}, "enabled"),
        ...(customer_update?.allowed_updates === undefined
          ? {}
          : { allowed_updates: customer_update.allowed_updates ?? [] }),
      },
      invoice_history: { ...before.features.invoice_history, ...invoice_history },
      payment_method_update: { ...before.features.payment_method_update, ...payment_method_update },
      subscription_cancel: { ...before.features.subscription_cancel, ...subscription_cancel },
      subscription_update: { ...before.features.subscription_update, ...subscription_update },
    },
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
}

/** The default configuration is that of the dashboard; here it is made when it is first needed. */
function configurationOf(world: World, id: string | undefined): PortalConfiguration {
  if (id !== undefined) return world.get("billing_portal.configuration", id, "configuration");
  const there = world.all("billing_portal.configuration").find(({ is_default }) => is_default);
  return there ?? world.put(newConfiguration(world.now(), { is_default: true }));
}

function flowOf(world: World, customer: string, flow: Read<{ flow: typeof FLOW }>["flow"]): PortalSession["flow"] {
  if (flow === undefined) return null;
  const { after_completion, subscription_cancel, type } = flow;
  if (type === "subscription_cancel") {
    const id = subscription_cancel?.subscription ?? "";
    const subscription = world.get("subscription", id, "flow_data[subscription_cancel][subscription]");
    if (subscription.customer !== customer) throw invalid(`The subscription ${id} is not one of the customer's.`);
    if (subscription.cancel_at !== null || subscription.ended_at !== null) {
      const message = "The subscription is already set to be canceled.";
      throw invalid(message, { param: "flow_data[subscription_cancel][subscription]" });
    }
  }
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: after_completion?.redirect ?? null,
      type: after_completion?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel: subscription_cancel === undefined ? null : { retention: null, ...subscription_cancel },
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
}

export const portal = [
  operation(
    "POST /v1/billing_portal/configurations",
    "BillingPortal.ConfigurationCreateParams",
    { ...CONFIGURATION, features: needed(FEATURES) },
    (world, { params }) => {
      const blank = newConfiguration(world.now(), {});
      return world.create({ ...blank, ...changed(blank, params) }, "billing_portal.configuration.created");
    },
  ),
  operation(
    "GET /v1/billing_portal/configurations/:id",
    "BillingPortal.ConfigurationRetrieveParams",
    {},
    (world, { path: { id = "" } }) => world.get("billing_portal.configuration", id),
  ),
  operation(
    "POST /v1/billing_portal/configurations/:id",
    "BillingPortal.ConfigurationUpdateParams",
    { ...CONFIGURATION, active: boolean() },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("billing_portal.configuration", id);
      const change = { ...changed(before, params), ...pick(params, "active"), updated: world.now() };
      return world.update(before, change, "billing_portal.configuration.updated");
    },
  ),
  operation(
    "GET /v1/billing_portal/configurations",
    "BillingPortal.ConfigurationListParams",
    { ...PAGE, active: boolean(), is_default: boolean() },
    (world, { params: { active, is_default, ...page } }) =>
      listOf(
        world,
        "billing_portal.configuration",
        page,
        (found) => isAsked(found.active, active) && isAsked(found.is_default, is_default),
        "/v1/billing_portal/configurations",
      ),
  ),
  operation(
    "POST /v1/billing_portal/sessions",
    "BillingPortal.SessionCreateParams",
    {
      configuration: text(),
      customer: needed(text()),
      flow_data: FLOW,
      locale: choice("auto", "en"),
      return_url: text(),
    },
    (world, { params }) => {
      const { id: customer } = world.get("customer", params.customer, "customer");
      const configuration = configurationOf(world, params.configuration);
      const id = newId("bps");
      return world.create(
        {
          id,
          object: "billing_portal.session",
          configuration: configuration.id,
          created: world.nowOf(customer),
          customer,
          customer_account: null,
          flow: flowOf(world, customer, params.flow_data),
          livemode: false,
          locale: params.locale ?? null,
          on_behalf_of: null,
          return_url: params.return_url ?? configuration.default_return_url,
          url: `${world.baseUrl}/portal/${id}`,
        },
        "billing_portal.session.created",
      );
    },
  ),
];
