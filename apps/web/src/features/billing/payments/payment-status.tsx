import { PAYMENT_STATUS_WORDS } from "@scrip/domain/billing/history";
import { Badge, type Tone } from "../../../components/ui/badge.tsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import type { Payment } from "./use-payments.ts";

const TONES: Record<Payment["status"], Tone> = {
  open: "neutral",
  on_its_way: "accent",
  in_review: "warn",
  paid: "good",
  failed: "bad",
  refunded_in_part: "neutral",
  refunded: "neutral",
  disputed: "warn",
  taken_back: "bad",
};

/** What a status means for the member, where the word alone does not say it. */
const MEANINGS: Partial<Record<Payment["status"], string>> = {
  open: "The payment page is still open, and nothing was paid.",
  on_its_way: "The bank has not answered yet. This takes some days with some payment methods.",
  in_review: "The outcome is not clear, and an operator looks at it. You need not pay again.",
  disputed: "Your bank asked for this payment back. Its credit is taken back until the bank decides.",
  taken_back: "Your bank took this payment back, and its credit with it.",
};

const FAILURES: Record<NonNullable<Payment["why"]>, string> = {
  soft_decline: "The bank declined the payment. Nothing was charged.",
  hard_decline: "The bank does not accept this card. Nothing was charged.",
  needs_authentication: "The bank wants you to confirm the payment. Nothing was charged.",
  abandoned: "Nobody paid at the payment page.",
};

/** The status of a payment as a word, with its meaning as a tooltip. */
export function PaymentStatus({ payment: { status, why } }: { readonly payment: Payment }) {
  const badge = (
    <Badge tone={TONES[status]} hasDot>
      {PAYMENT_STATUS_WORDS[status]}
    </Badge>
  );
  const meaning = why === null ? MEANINGS[status] : FAILURES[why];
  return meaning === undefined ? badge : <Tooltip content={meaning}>{badge}</Tooltip>;
}
