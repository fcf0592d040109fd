import type { z } from "zod";
import type { WEBHOOK_EVENTS } from "../events/webhook-events.ts";
import type { EventWords } from "./words.ts";

type Words = {
  readonly [Kind in keyof typeof WEBHOOK_EVENTS]: EventWords<z.infer<(typeof WEBHOOK_EVENTS)[Kind]["data"]>>;
};

/** The words of events about webhooks. */
export const WEBHOOK_WORDS: Words = {
  "webhook.disabled": {
    title: "Webhook switched off",
    says: ({ url }) => `The webhook at ${hostOf(url)} was switched off`,
    page: ({ webhook }) => ({ path: `settings/webhooks?webhook=${webhook}`, label: "Open the webhook" }),
  },
};

/** The host of an address, since a whole one may be too long for a line. */
function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]{1,253})/.exec(url)?.[1] ?? url;
}
