export type { Control } from "./control/control.ts";
export type { Exchange } from "./server/api.ts";
export type { FaultSpec } from "./server/fault-list.ts";
export { DEFAULT_SECRET_KEY, type LocalStripe, type LocalStripeOptions, startLocalStripe } from "./start.ts";
export { fileStorage } from "./storage/file-storage.ts";
export { postgresStorage } from "./storage/postgres-storage.ts";
export { memoryStorage, type Storage } from "./storage/storage.ts";
export type { WebhookSwitches } from "./webhooks/switches.ts";
export { API_VERSION } from "./world/api-version.ts";
