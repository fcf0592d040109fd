import { eventSpec } from "@scrip/contract/notices/events";
import {
  changedWebhookAnswer,
  createdWebhookAnswer,
  createWebhookInput,
  deliveriesAnswer,
  deliveryAnswer,
  deliveryInput,
  listDeliveriesInput,
  rotatedWebhookAnswer,
  sentTestAnswer,
  updateWebhookInput,
  WEBHOOK_KINDS,
  webhookAnswer,
  webhookInput,
  webhooksAnswer,
} from "@scrip/contract/notices/webhooks";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { type ListedDelivery, listDeliveries, readDelivery } from "@scrip/db/read/webhooks/list-deliveries";
import { listWebhooks } from "@scrip/db/read/webhooks/list-webhooks";
import { orNotFound } from "@scrip/usecases/missing";
import { createWebhook } from "@scrip/usecases/notices/webhooks/create-webhook";
import { redeliver, sendTest } from "@scrip/usecases/notices/webhooks/send-again";
import { removeWebhook, rotateSecret, updateWebhook } from "@scrip/usecases/notices/webhooks/update-webhook";
import { webhookIdOf } from "@scrip/usecases/notices/webhooks/webhook-body";
import { freshSignIn } from "../trpc/fresh.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const KINDS = WEBHOOK_KINDS.map((kind) => ({ kind, meaning: eventSpec(kind).meaning }));

/** The webhooks of an organization, for its members, and the log of what was sent to them. */
export const webhooksRouter = router({
  /** The webhooks, the oldest first, with their health. */
  list: orgProcedure("webhooks:write", "page")
    .input(organizationInput)
    .output(webhooksAnswer)
    .query(async ({ ctx }) => ({
      webhooks: await listWebhooks(ctx.deps.pages, ctx.caller.orgId),
      kinds: KINDS,
    })),

  /** A webhook with its health. */
  get: orgProcedure("webhooks:write", "page")
    .input(webhookInput)
    .output(webhookAnswer)
    .query(async ({ ctx, input }) => {
      const [webhook] = await listWebhooks(ctx.deps.pages, ctx.caller.orgId, input.webhook);
      return orNotFound(webhook ?? null, `webhook webhook_${input.webhook}`);
    }),

  /** Makes a webhook, and returns its signing secret this once. */
  create: orgProcedure("webhooks:write")
    .use(freshSignIn)
    .input(createWebhookInput)
    .output(createdWebhookAnswer)
    .mutation(({ ctx, input }) => createWebhook(ctx.deps, ctx.caller, input)),

  /** Changes a webhook, or switches it on or off. */
  update: orgProcedure("webhooks:write")
    .use(freshSignIn)
    .input(updateWebhookInput)
    .output(changedWebhookAnswer)
    .mutation(async ({ ctx, input }) => {
      await updateWebhook(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Gives a webhook a new signing secret, which it returns this once. For a day the earlier one signs beside it. */
  rotate: orgProcedure("webhooks:write")
    .use(freshSignIn)
    .input(webhookInput)
    .output(rotatedWebhookAnswer)
    .mutation(({ ctx, input }) => rotateSecret(ctx.deps, ctx.caller, input)),

  /** Removes a webhook, with its log. */
  remove: orgProcedure("webhooks:write")
    .input(webhookInput)
    .output(changedWebhookAnswer)
    .mutation(async ({ ctx, input }) => {
      await removeWebhook(ctx.deps, ctx.caller, input);
      return {};
    }),

  /** Sends an event of the kind `test` to a webhook. */
  test: orgProcedure("webhooks:write")
    .input(webhookInput)
    .output(sentTestAnswer)
    .mutation(({ ctx, input }) => sendTest(ctx.deps, ctx.caller, input)),

  /** A page of the deliveries to a webhook, the newest first. */
  deliveries: orgProcedure("webhooks:write", "page")
    .input(listDeliveriesInput)
    .output(deliveriesAnswer)
    .query(async ({ ctx, input: { org: _org, before, limit, ...filter } }) => {
      const page = await listDeliveries(ctx.deps.pages, ctx.caller.orgId, filter, { before, limit });
      return { ...page, deliveries: page.deliveries.map(deliveryOut) };
    }),

  /** A delivery with what is sent, and every try. */
  delivery: orgProcedure("webhooks:write", "page")
    .input(deliveryInput)
    .output(deliveryAnswer)
    .query(async ({ ctx, input: { delivery: id } }) => {
      const found = orNotFound(await readDelivery(ctx.deps.pages, ctx.caller.orgId, id), `delivery delivery_${id}`);
      return deliveryOut(found);
    }),

  /** Sends a delivery again, under the same id. */
  redeliver: orgProcedure("webhooks:write")
    .input(deliveryInput)
    .output(changedWebhookAnswer)
    .mutation(async ({ ctx, input }) => {
      await redeliver(ctx.deps, ctx.caller, input);
      return {};
    }),
});

/** A delivery as receivers know it: by the id that is sent. */
function deliveryOut<Line extends ListedDelivery>({ notice, ...line }: Line) {
  return { ...line, id: webhookIdOf(notice) };
}
