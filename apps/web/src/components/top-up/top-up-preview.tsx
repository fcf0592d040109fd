import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type TopUpInput, topUpPreviewQuery } from "../../data/methods.ts";
import { useOrg } from "../../data/org.ts";
import type { Answers } from "../../data/trpc.ts";
import { rangeWords } from "./top-up-form.ts";
import { dollars } from "./top-up-words.ts";

type Preview = Answers["billing"]["topUp"]["preview"];

const NOTHING: TopUpInput = { isOn: true, threshold: "1", buys: { amount: "1" }, perDay: "1", perMonth: "1" };

/** What switching on, or saving, does now. Its room is kept while it is calculated. */
export function TopUpPreview({ input }: { readonly input: TopUpInput | null }) {
  const { id: org } = useOrg();
  const { data } = useQuery({
    ...topUpPreviewQuery(org, input ?? NOTHING),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <p aria-live="polite" className="min-h-10 max-w-[60ch] rounded-base bg-sunken px-3 py-2 text-13 text-pretty">
      {input === null || data === undefined ? "…" : previewWords(data)}
    </p>
  );
}

const WHY: Readonly<Record<NonNullable<Preview["why"]>, string>> = {
  off: "Nothing is bought.",
  enough: "Nothing is charged now: enough is available.",
  paying: "Nothing is charged now: another payment is on its way.",
  no_card: "Nothing is charged: there is no payment method that can be charged.",
  day_cap: "Nothing is charged now: the limit of the day is reached.",
  month_cap: "Nothing is charged now: the limit of the month is reached.",
  card_off: "Nothing is charged: the payment method declined. Make another one the default.",
  card_rests: "Nothing is charged now: the payment method declined and is tried again later.",
};

const FIELDS: Readonly<Record<NonNullable<Preview["outOfRange"]>["field"], string>> = {
  threshold: "The threshold",
  amount: "The amount",
  target: "The target",
  perDay: "The limit of a day",
  perMonth: "The limit of a month",
};

/** What happens now, in one sentence with its amounts. */
function previewWords({ outOfRange, buys, why, card }: Preview): string {
  if (outOfRange !== null) return `${FIELDS[outOfRange.field]}: ${rangeWords(outOfRange.minimum, outOfRange.maximum)}`;
  if (buys === null) return WHY[why ?? "enough"];
  const method = card ?? "The payment method";
  const tax = buys.tax === "0" ? "" : `, ${dollars(buys.tax)} of it tax`;
  return `${method} is charged ${dollars(buys.gross)} at once${tax}, and ${dollars(buys.net)} of credit is added.`;
}
