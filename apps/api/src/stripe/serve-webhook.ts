import type { Gateway } from "@scrip/domain/billing/gateway";
import { storeEvents } from "@scrip/usecases/billing/events/store-event";
import type { Deps } from "@scrip/usecases/deps";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance } from "fastify";
import { Inbox } from "./inbox.ts";

/** The address to which Stripe sends its events. */
export const WEBHOOK_PATH = "/webhooks/stripe";

/**
 * Receives the events of Stripe. An event with a valid signature is stored and answered at once; the worker books it.
 * Every other body is refused, and leaves no row. The signature covers the bytes, so the body is read as it came.
 * @source docs/rules.md#events-of-the-gateway
 */
export async function serveWebhook(
  server: FastifyInstance,
  { homes }: Pick<Deps, "homes">,
  { events }: Pick<Gateway, "events">,
): Promise<void> {
  const inbox = new Inbox((stored) => storeEvents(homes, stored));
  await server.register(async (scope) => {
    scope.removeContentTypeParser("application/json");
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "string" },
      async (_request: unknown, body: string) => body,
    );
    scope.post(WEBHOOK_PATH, async ({ body, headers, log }) => {
      const signature = headers["stripe-signature"];
      const isSigned = typeof body === "string" && typeof signature === "string";
      const event = isSigned ? await events.read(body, signature) : null;
      if (event === null) {
        log.warn("an event of Stripe was refused: its signature, its age or its mode does not fit");
        throw new TRPCError({ code: "BAD_REQUEST", message: "The signature does not fit." });
      }
      await inbox.put(event);
      return { received: true };
    });
  });
}
