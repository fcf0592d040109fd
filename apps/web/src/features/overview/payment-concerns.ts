import { standingOf } from "../../components/top-up/top-up-words.ts";
import type { PaymentMethod, TopUp } from "../../data/methods.ts";
import type { PaymentConcern } from "./attention.ts";

/**
 * Finds what needs attention about payments: automatic top-up that does not go on, and the default card that expires.
 * @param now the organization's time, ms since 1970
 */
export function paymentConcernsOf(
  topUp: TopUp | undefined,
  methods: readonly PaymentMethod[],
  now: number,
  zone?: string,
): PaymentConcern[] {
  return [topUp === undefined ? null : halted(topUp, now, zone), expiring(methods)].filter((found) => found !== null);
}

function halted(topUp: TopUp, now: number, zone?: string): PaymentConcern | null {
  const { tone, words, text } = standingOf(topUp, now, zone);
  if ((tone !== "warn" && tone !== "bad") || text === null) return null;
  const key = topUp.state === "rests" || topUp.state === "day_cap" || topUp.state === "month_cap" ? "top_up" : "card";
  return { key, tone, title: `Automatic top-up: ${words.toLowerCase()}`, text };
}

function expiring(methods: readonly PaymentMethod[]): PaymentConcern | null {
  const card = methods.find(({ isDefault, attention }) => isDefault && attention !== null);
  if (card === undefined) return null;
  const isOver = card.attention === "expired";
  return {
    key: "card",
    tone: isOver ? "bad" : "warn",
    title: `${card.name} ${isOver ? "has expired" : "expires soon"}`,
    text: "Payments are taken from it. Add another payment method, so that they go on.",
  };
}
