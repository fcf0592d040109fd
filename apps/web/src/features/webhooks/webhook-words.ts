import type { Answers } from "../../data/trpc.ts";
import type { Webhook } from "./use-webhooks.ts";

type Delivery = Answers["webhooks"]["delivery"];

/** The state of a webhook in a word, and its tone. */
export function healthOf({ off, failingSince, deliveredAt }: Pick<Webhook, "off" | "failingSince" | "deliveredAt">) {
  if (off !== null) return { tone: off.reason === "person" ? "neutral" : "bad", words: "Off" } as const;
  if (failingSince !== null) return { tone: "warn", words: "Failing" } as const;
  return deliveredAt === null
    ? ({ tone: "neutral", words: "New" } as const)
    : ({ tone: "good", words: "Works" } as const);
}

/** Why a webhook is off, in a sentence. */
export const OFF_WORDS: Readonly<Record<NonNullable<Webhook["off"]>["reason"], string>> = {
  person: "A member switched it off.",
  failing: "No event could be delivered for three days.",
  gone: "Its receiver answered 410 Gone.",
};

/** The state of a delivery in a word, and its tone. */
export const STATE_WORDS = {
  waiting: { tone: "accent", words: "Waiting" },
  delivered: { tone: "good", words: "Delivered" },
  failed: { tone: "bad", words: "Failed" },
  dropped: { tone: "neutral", words: "Dropped" },
} as const satisfies Record<Delivery["state"], { tone: string; words: string }>;

/** Why a try got no answer. */
const PROBLEM_WORDS: Readonly<Record<NonNullable<Delivery["tries"][number]["problem"]>, string>> = {
  address_refused: "Address refused",
  connection_failed: "No connection",
  bad_certificate: "Certificate not valid",
  timed_out: "No answer in time",
};

/** The outcome of a try in a few words. */
export function outcomeWords({ status, problem }: Pick<Delivery["tries"][number], "status" | "problem">): string {
  if (status !== null) return `Answered ${status}`;
  return problem === null ? "No answer recorded" : PROBLEM_WORDS[problem];
}

/** The kinds of events of a webhook in a few words. */
export function kindsWords(kinds: readonly string[] | null): string {
  if (kinds === null) return "All events";
  const [first = "", ...more] = kinds;
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

/** A body as people read it. It is shown as it was sent if it is no JSON. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
