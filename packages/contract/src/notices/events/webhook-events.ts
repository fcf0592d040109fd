import { z } from "zod";
import { event, idOf, instant } from "./event.ts";

/**
 * Events about webhooks themselves.
 * @source docs/webhooks.md#switched-off
 */
export const WEBHOOK_EVENTS = {
  "webhook.disabled": event({
    meaning: "A webhook was switched off: its receiver failed for three days, or answered 410 Gone.",
    data: z.strictObject({
      webhook: idOf("webhook"),
      url: z.string().min(1).max(2000),
      reason: z.enum(["failing", "gone"]),
      /** The first failure after the last success. */
      failingSince: instant,
    }),
    permission: "webhooks:write",
    severity: "urgent",
    email: true,
    example: {
      webhook: "webhook_01985c2e-7f3a-7c1d-8f00-2a6f0c1b9d10",
      url: "https://example.com/webhooks",
      reason: "failing",
      failingSince: "2026-02-26T09:30:00.000Z",
    },
  }),
} as const;
