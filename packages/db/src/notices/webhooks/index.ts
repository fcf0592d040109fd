export {
  type ClaimedDelivery,
  claimDeliveries,
  deleteOldDeliveries,
  findDelivery,
  type LoggedOutcome,
  leaseWebhookDue,
  logOutcome,
  nextWebhookWork,
  restartDelivery,
  settleDelivery,
} from "./deliveries.ts";
export { type DeliveredEvent, insertDeliveries, wakeWebhook } from "./queue-deliveries.ts";
export type { WebhookRow } from "./webhook.entity.ts";
export {
  changeWebhook,
  countWebhooks,
  insertWebhook,
  lockWebhook,
  removeWebhook,
  switchWebhookOff,
  type WebhookKey,
} from "./webhooks.ts";
