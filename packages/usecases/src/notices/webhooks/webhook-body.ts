/** An event as its webhooks get it. */
export interface WebhookEvent {
  readonly orgId: string;
  readonly id: string;
  readonly kind: string;
  /** The time of the organization at which it happened, in milliseconds since 1970. */
  readonly at: number;
  readonly data: object;
}

/** The `webhook-id` of an event. */
export function webhookIdOf(noticeId: string): string {
  return `notice_${noticeId}`;
}

/**
 * The text that is sent to one webhook.
 * @param sequence the number of the delivery among those of its webhook
 * @source docs/webhooks.md#what-is-sent
 */
export function webhookBody({ orgId, kind, at, data }: WebhookEvent, sequence: number): string {
  const timestamp = new Date(at).toISOString();
  return JSON.stringify({ type: kind, timestamp, organization: `org_${orgId}`, sequence, data });
}
