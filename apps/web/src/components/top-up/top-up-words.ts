import { showUsd } from "@scrip/domain/money";
import type { TopUp } from "../../data/methods.ts";
import { momentWords } from "../../words/time-words.ts";

/** What automatic top-up does, in one sentence. */
export function topUpRule({ threshold, amount, target }: TopUp["settings"]): string {
  const buys = amount === null ? `credit up to ${dollars(target ?? "0")}` : `${dollars(amount)} of credit`;
  return `Buys ${buys} when less than ${dollars(threshold)} is available.`;
}

/** Where it stands, for people: a few words, and what it means. */
export interface Standing {
  readonly words: string;
  readonly tone: "neutral" | "good" | "warn" | "bad";
  readonly text: string | null;
}

/**
 * Where automatic top-up stands.
 * @param now the organization's time, ms since 1970
 */
export function standingOf(topUp: TopUp, now: number, zone?: string): Standing {
  const { state, until, card, settings } = topUp;
  const then = until === null ? "" : momentWords(Date.parse(until), now, zone);
  const method = card ?? "the payment method";
  switch (state) {
    case "off":
      return { words: "Off", tone: "neutral", text: null };
    case "ready":
      return {
        words: "On",
        tone: "good",
        text: topUp.isPaying ? "A payment is on its way; nothing is bought meanwhile." : `Charges ${method}.`,
      };
    case "rests":
      return {
        words: "Payment failed",
        tone: "warn",
        text: `${method} declined. It is tried again from ${then}. Add credit yourself to go on now.`,
      };
    case "stopped":
      return {
        words: "Stopped",
        tone: "bad",
        text: `${method} declined and is not charged again. Another payment method goes on at once.`,
      };
    case "no_card":
      return {
        words: "No payment method",
        tone: "bad",
        text: "It goes on as soon as there is one that can be charged.",
      };
    case "day_cap":
    case "month_cap": {
      const [cap, window] = state === "day_cap" ? [settings.perDay, "day"] : [settings.perMonth, "month"];
      const text = `The next purchase would pass ${dollars(cap)} a ${window}. It goes on ${then}.`;
      return { words: "Limit reached", tone: "warn", text };
    }
  }
}

/** An amount of micro-USD in digits, to the cent. */
export function dollars(micros: string): string {
  return showUsd(BigInt(micros), "exact");
}
