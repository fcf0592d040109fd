import type { EventContent, EventKind } from "./events.ts";
import { BILLING_WORDS } from "./words/billing-words.ts";
import { CREDIT_WORDS } from "./words/credit-words.ts";
import { PLAN_WORDS } from "./words/plan-words.ts";
import { WEBHOOK_WORDS } from "./words/webhook-words.ts";
import type { EventPage, EventWords, InstantWords } from "./words/words.ts";

export type { EventPage, InstantWords } from "./words/words.ts";

/** The words of every kind: the inbox, the choices and the subjects of mails say the same. */
const EVENT_WORDS = { ...CREDIT_WORDS, ...PLAN_WORDS, ...BILLING_WORDS, ...WEBHOOK_WORDS };

/** A heading over kinds of events, in lists of choices. */
export interface EventGroup {
  readonly title: string;
  readonly kinds: readonly EventKind[];
}

/** Every kind but the test, in the order of the lists. */
export const EVENT_GROUPS: readonly EventGroup[] = [
  {
    title: "Credit",
    kinds: [
      "balance.low",
      "balance.exhausted",
      "balance.restored",
      "runway.short",
      "credit.expiring",
      "budget.reached",
    ],
  },
  { title: "Running work", kinds: ["job.should_pause", "endpoint.should_stop"] },
  { title: "Automatic top-up", kinds: kindsOf(BILLING_WORDS).filter((kind) => kind.startsWith("topup.")) },
  { title: "Payments", kinds: kindsOf(BILLING_WORDS).filter((kind) => !kind.startsWith("topup.")) },
  { title: "Plan", kinds: kindsOf(PLAN_WORDS) },
  { title: "Sign-in", kinds: ["sso.certificate_expiring"] },
  { title: "Webhooks", kinds: ["webhook.disabled"] },
];

/** Whether a text is a kind of this version. Unlike the table of events, the words need no schemas. */
export const isWorded = (kind: string): kind is EventKind => Object.hasOwn(EVENT_WORDS, kind);

/** The name of a kind in lists of choices and in filters, such as "Low balance". */
export const eventTitle = (kind: EventKind): string => EVENT_WORDS[kind].title;

/**
 * Writes an event in one line with its figures, such as `Balance below $10.00: $9.87 left`.
 * @param at writes an instant for the reader
 */
export const eventLine = (event: EventContent, at: InstantWords): string => wordsOf(event).says(event.data, at);

/** The page where a person acts on an event. */
export const eventPage = (event: EventContent): EventPage => wordsOf(event).page(event.data);

/** The words of an event's own kind. */
function wordsOf<Kind extends EventKind>({ kind }: EventContent<Kind>): EventWords<EventContent["data"]> {
  return EVENT_WORDS[kind] as unknown as EventWords<EventContent["data"]>;
}

function kindsOf(words: Partial<Record<EventKind, unknown>>): EventKind[] {
  return Object.keys(words) as EventKind[];
}
