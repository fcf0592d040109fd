import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { newId } from "../protocol/ids.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { boolean, clearable, list, metadata, needed, PAGE, text } from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { WebhookEndpoint } from "../wire/objects.ts";

/** The secret is shown when the endpoint is made, and never again. */
function withoutSecret(endpoint: WebhookEndpoint): WebhookEndpoint {
  const { secret, ...shown } = endpoint;
  return secret === undefined ? endpoint : shown;
}

function checkUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw invalid("Invalid URL", { code: "url_invalid", param: "url" });
}

export const webhookEndpoints = [
  operation(
    "POST /v1/webhook_endpoints",
    "WebhookEndpointCreateParams",
    {
      api_version: text(),
      description: clearable(text()),
      enabled_events: needed(list(text())),
      metadata: metadata(),
      url: needed(text()),
    },
    (world, { params: { api_version, description, enabled_events, metadata: given, url } }) => {
      checkUrl(url);
      return world.put({
        id: newId("we"),
        object: "webhook_endpoint",
        api_version: api_version ?? null,
        application: null,
        created: world.now(),
        description: description ?? null,
        enabled_events,
        livemode: false,
        metadata: mergeMetadata(null, given),
        secret: newId("whsec", 32),
        status: "enabled",
        url,
      });
    },
  ),
  operation("GET /v1/webhook_endpoints/:id", "WebhookEndpointRetrieveParams", {}, (world, { path: { id = "" } }) =>
    withoutSecret(world.get("webhook_endpoint", id)),
  ),
  operation(
    "POST /v1/webhook_endpoints/:id",
    "WebhookEndpointUpdateParams",
    {
      description: clearable(text()),
      disabled: boolean(),
      enabled_events: list(text()),
      metadata: metadata(),
      url: text(),
    },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("webhook_endpoint", id);
      if (params.url !== undefined) checkUrl(params.url);
      const after = world.put({
        ...before,
        ...pick(params, "description", "enabled_events", "url"),
        ...(params.disabled === undefined ? {} : { status: params.disabled ? "disabled" : "enabled" }),
        metadata: mergeMetadata(before.metadata, params.metadata),
      });
      return withoutSecret(after);
    },
  ),
  operation("DELETE /v1/webhook_endpoints/:id", "WebhookEndpointDeleteParams", {}, (world, { path: { id = "" } }) => {
    world.get("webhook_endpoint", id);
    world.remove("webhook_endpoint", id);
    return { id, object: "webhook_endpoint", deleted: true };
  }),
  operation("GET /v1/webhook_endpoints", "WebhookEndpointListParams", PAGE, (world, { params }) => {
    const page = listOf(world, "webhook_endpoint", params, () => true, "/v1/webhook_endpoints");
    return { ...page, data: page.data.map(withoutSecret) };
  }),
];
