/** How webhooks go wrong. */
export interface WebhookSwitches {
  /** Waits so long before each delivery. */
  readonly delayMs: number;
  /** Sends each event so many times more. */
  readonly duplicates: number;
  /** Sends the events that wait for an endpoint in the opposite order. */
  readonly isReordered: boolean;
  /** Loses the next deliveries: they are not sent and not tried again. */
  readonly drops: number;
  /** Every endpoint refuses the connection. Deliveries wait until it is up again. */
  readonly isDown: boolean;
}

export const ALL_WELL: WebhookSwitches = { delayMs: 0, duplicates: 0, isReordered: false, drops: 0, isDown: false };
