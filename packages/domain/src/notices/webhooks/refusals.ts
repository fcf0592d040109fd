import type { RefusalPart } from "../../refusal/part.ts";

/** Why a change of webhooks is refused. */
export const WEBHOOK_REFUSALS = {
  too_many_webhooks: {
    kind: "unprocessable",
    meaning: "The organization has as many webhooks as it may have.",
    data: {},
  },
  webhook_off: {
    kind: "conflict",
    meaning: "The webhook is switched off, so nothing is sent to it.",
    data: { webhook: "webhook_id" },
  },
} as const satisfies RefusalPart;
