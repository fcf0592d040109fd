import type { EventContent } from "@scrip/contract/notices/events";

/** A notice that is sent: an event of an organization. */
export type Notice = EventContent & {
  readonly orgId: string;
  readonly id: string;
  /** When it happened, by the organization's time. */
  readonly at: Date;
};
