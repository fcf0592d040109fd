import { ATTEMPT_PROBLEMS, DELIVERY_STATES, OFF_REASONS } from "@scrip/domain/notices/webhooks";
import { z } from "zod";
import { deliveryIdIn, deliveryIdOut, webhookIdIn, webhookIdOut } from "../wire/ids.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { plainText } from "../wire/text.ts";
import { instantOut } from "../wire/time.ts";
import { EVENT_KINDS } from "./events.ts";

/** The kinds that a webhook can choose: all but tests, which go to the webhook that a person tests. */
export const WEBHOOK_KINDS = EVENT_KINDS.filter((kind) => kind !== "test");

const url = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(2000, "must be at most 2000 characters")
  .meta({ description: "Where events are sent: https, without a password, on the public internet." });
const description = z.union([z.literal(""), plainText(200)]).meta({ description: "Words for people; may be empty." });
const kinds = z
  .array(z.enum(WEBHOOK_KINDS))
  .min(1, "must have at least one kind, or be null for all")
  .max(WEBHOOK_KINDS.length)
  .refine((chosen) => new Set(chosen).size === chosen.length, "must not name a kind twice")
  .nullable()
  .meta({ description: "The kinds of events to send; null sends all, those of later versions too." });

/** The input of `webhooks.create`. */
export const createWebhookInput = organizationInput
  .extend({ url, description: description.default(""), eventKinds: kinds.default(null) })
  .meta({ description: "A new webhook." });

/** The input of `webhooks.rotate`, `webhooks.remove`, `webhooks.test` and `webhooks.get`. */
export const webhookInput = organizationInput.extend({ webhook: webhookIdIn }).meta({ description: "A webhook." });

/** The input of `webhooks.update`. */
export const updateWebhookInput = webhookInput
  .extend({
    url: url.optional(),
    description: description.optional(),
    eventKinds: kinds.optional(),
    isOn: z.boolean().optional().meta({ description: "False switches it off, and drops what waits." }),
  })
  .meta({ description: "A webhook, and what changes of it. What is left out stays." });

/** The answer of changes of webhooks. */
export const changedWebhookAnswer = z.object({}).meta({ description: "Done." });

const secretOut = z.string().meta({
  description: "The signing secret, which begins with `whsec_`. It is shown this once; store it as a secret.",
});

/** The output of `webhooks.create`. */
export const createdWebhookAnswer = z
  .object({ webhook: webhookIdOut, secret: secretOut })
  .meta({ description: "A new webhook." });

/** The output of `webhooks.test`. */
export const sentTestAnswer = z.object({ delivery: deliveryIdOut }).meta({ description: "A test event on its way." });

/** The output of `webhooks.rotate`. */
export const rotatedWebhookAnswer = z
  .object({
    secret: secretOut,
    earlierUntil: instantOut.meta({ description: "Until then the earlier secret signs too." }),
  })
  .meta({ description: "The new signing secret of a webhook." });

const webhookOut = z.object({
  webhook: webhookIdOut,
  url: z.string(),
  description: z.string(),
  eventKinds: z.array(z.string()).readonly().nullable().meta({ description: "Null for all." }),
  createdAt: instantOut,
  off: z
    .object({ reason: z.enum(OFF_REASONS), at: instantOut })
    .nullable()
    .meta({
      description: "Why it is off: by a person, after failing for three days, or after 410 Gone. Null if it is on.",
    }),
  failingSince: instantOut.nullable().meta({ description: "The first failure after the last success." }),
  deliveredAt: instantOut.nullable().meta({ description: "The last success." }),
  earlierUntil: instantOut
    .nullable()
    .meta({ description: "During a rotation: until when the earlier secret signs too." }),
  waiting: z.int().meta({ description: "Deliveries with a next try." }),
  nextAt: instantOut.nullable().meta({ description: "The next try." }),
});

/** The output of `webhooks.list`. */
export const webhooksAnswer = z
  .object({
    webhooks: z.array(webhookOut).readonly(),
    kinds: z
      .array(z.object({ kind: z.string(), meaning: z.string() }))
      .readonly()
      .meta({ description: "The kinds that a webhook can choose, with one sentence each." }),
  })
  .meta({ description: "The webhooks of an organization, the oldest first." });

/** The output of `webhooks.get`. */
export const webhookAnswer = webhookOut.meta({ description: "A webhook." });

const state = z.enum(DELIVERY_STATES).meta({
  description:
    "`waiting` has a next try, `failed` has none left, `dropped` was given up as the webhook was switched off.",
});

/** The input of `webhooks.deliveries`. */
export const listDeliveriesInput = webhookInput
  .extend({
    state: state.optional(),
    kind: z.enum(EVENT_KINDS).optional(),
    before: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "Deliveries before this number; from the newest if absent." }),
    limit: z.int().min(1).max(100).default(50),
  })
  .meta({ description: "A page of the deliveries to a webhook, the newest first." });

const deliveryOut = z.object({
  delivery: deliveryIdOut,
  id: z.string().meta({ description: "The id of the event, which every try sends as `webhook-id`." }),
  sequence: z.int().meta({ description: "The place among the deliveries of the webhook." }),
  kind: z.string(),
  state,
  createdAt: instantOut,
  attempts: z.int(),
  lastStatus: z.int().nullable().meta({ description: "The status of the last answer." }),
  nextAt: instantOut.nullable(),
  endedAt: instantOut.nullable(),
});

/** The output of `webhooks.deliveries`. */
export const deliveriesAnswer = z
  .object({
    deliveries: z.array(deliveryOut).readonly(),
    next: z.int().nullable().meta({ description: "The `before` of the next page; null on the last page." }),
  })
  .meta({ description: "Deliveries to a webhook, of the last 30 days." });

/** The input of `webhooks.delivery` and `webhooks.redeliver`. */
export const deliveryInput = organizationInput
  .extend({ delivery: deliveryIdIn })
  .meta({ description: "A delivery to a webhook." });

/** The output of `webhooks.delivery`. */
export const deliveryAnswer = deliveryOut
  .extend({
    webhook: webhookIdOut,
    url: z.string(),
    body: z.string().meta({ description: "What is sent, to the byte." }),
    tries: z
      .array(
        z.object({
          number: z.int(),
          at: instantOut,
          latencyMs: z.int().nullable().meta({ description: "Null while it is under way." }),
          status: z.int().nullable(),
          problem: z.enum(ATTEMPT_PROBLEMS).nullable().meta({ description: "Why there is no answer." }),
          answer: z.string().nullable().meta({ description: "Its first 4 kB." }),
        }),
      )
      .readonly()
      .meta({ description: "The newest 100 tries, the newest first." }),
  })
  .meta({ description: "A delivery with every try." });
