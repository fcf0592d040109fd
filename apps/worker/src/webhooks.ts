import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@scrip/process/log";
import type { RunDueDeps } from "@scrip/usecases/due/run-due";
import { openPost } from "@scrip/usecases/notices/webhooks/post-webhook";
import { openWebhookLanes, type WebhookLanes } from "@scrip/usecases/notices/webhooks/webhook-lanes";
import { openSealer } from "@scrip/usecases/outside/sealer";
import type { Env } from "./env.ts";
import type { WebhookCounters } from "./metrics/webhook-metrics.ts";

/** A stop waits so long for answers of receivers. What breaks off is sent again, under the same id. */
const PATIENCE_MS = 5_000;

/** The variables of the environment that it reads. */
type WebhookEnv = Pick<Env, "NODE_ENV" | "SCRIP_AUTH_SECRET" | "SCRIP_WEBHOOK_ALLOW_PRIVATE">;

interface WebhookParts extends Pick<RunDueDeps, "homes" | "ledger"> {
  readonly metrics: WebhookCounters;
  readonly log: Log;
}

/** Opens the lanes of webhooks. @returns `undefined` without the secret that opens their signing secrets */
export function webhooksOf(env: WebhookEnv, { homes, ledger, metrics, log }: WebhookParts): WebhookLanes | undefined {
  const { SCRIP_AUTH_SECRET: secret, SCRIP_WEBHOOK_ALLOW_PRIVATE: allowsPrivate } = env;
  if (secret === undefined) {
    log.warn("no secret is configured (SCRIP_AUTH_SECRET): webhooks wait");
    return undefined;
  }
  const lanes = openWebhookLanes({
    homes,
    ledger,
    webhooks: {
      sealer: openSealer(secret, "webhook signing secrets"),
      post: openPost({ allowsPlain: env.NODE_ENV !== "production", allowsPrivate }),
      onOutcome: (outcome) => metrics.webhookTries.inc({ outcome }),
      onSwitchedOff: (reason) => metrics.webhooksOff.inc({ reason }),
    },
    onProblem: (err, { orgId, id }) =>
      log.error({ err, orgId }, `deliveries to webhook_${id} failed and will be retried`),
  });
  return {
    start: (key) => lanes.start(key),
    stop: async () => {
      await Promise.race([lanes.stop(), sleep(PATIENCE_MS, undefined, { ref: false })]);
    },
  };
}
