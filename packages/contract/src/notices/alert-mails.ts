import { z } from "zod";
import { about } from "./about.ts";
import { type EventContent, parseEvent } from "./events.ts";

/** The events whose mails are about credit, running work, sign-in and webhooks. */
export const ALERT_KINDS = [
  "balance.low",
  "balance.exhausted",
  "balance.restored",
  "runway.short",
  "budget.reached",
  "credit.expiring",
  "job.should_pause",
  "endpoint.should_stop",
  "sso.certificate_expiring",
  "webhook.disabled",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** An event as the mail keeps it. */
const event = z
  .strictObject({ kind: z.enum(ALERT_KINDS), data: z.record(z.string(), z.unknown()) })
  .transform(({ kind, data }) => parseEvent(kind, data) as EventContent<AlertKind>);

/**
 * The mail about an alert: the template writes the values of the event in words.
 * @source docs/rules.md#alerts
 */
export const ALERT_MAILS = { alert: z.strictObject({ ...about, event }) } as const;
