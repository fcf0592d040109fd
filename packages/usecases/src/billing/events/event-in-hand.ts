import type { EventSubjects } from "@scrip/domain/billing/gateway";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";

/** The dependencies of booking events. */
export interface EventDeps extends AttemptDeps {
  /** The origin of the server in browsers, for links in mails. */
  readonly origin?: string | null | undefined;
}

/** An event of the gateway about an organization. It only says where to look: what it is about is read again. */
export interface EventInHand {
  readonly id: string;
  readonly type: string;
  /** The object that it is about: `pi_...`, `cs_...`, `re_...`. */
  readonly objectId: string;
  readonly orgId: string;
  /** The organization's customer at the gateway. */
  readonly customer: string;
  /** Everything that the event mentions. */
  readonly subjects: EventSubjects;
}

/**
 * Books what an event is about. Safe to repeat, in any order with other events, and however late: it decides from what the
 * gateway says now.
 * @returns `ignored` if it is about nothing of Scrip's
 */
export type EventHandler = (deps: EventDeps, event: EventInHand) => Promise<"booked" | "ignored">;
