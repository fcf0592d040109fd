import { CENT } from "@scrip/domain/money";
import type { TopUp, TopUpInput } from "../../data/methods.ts";
import { amountOf } from "../credit/purchase-amount.ts";
import type { FieldErrors } from "../form/use-form.ts";
import { dollars } from "./top-up-words.ts";

/** The texts of the form. `buys` is an amount, or a target. */
export interface TopUpTexts extends Readonly<Record<string, string>> {
  readonly threshold: string;
  readonly buys: string;
  readonly value: string;
  readonly perDay: string;
  readonly perMonth: string;
}

/** The texts of the settings. */
export function textsOf({ threshold, amount, target, perDay, perMonth }: TopUp["settings"]): TopUpTexts {
  return {
    threshold: plain(threshold),
    buys: amount === null ? "target" : "amount",
    value: plain(amount ?? target ?? "0"),
    perDay: plain(perDay),
    perMonth: plain(perMonth),
  };
}

/** What is wrong with the texts by themselves; what the catalog allows is checked by the server. */
export function checkTexts({ threshold, value, perDay, perMonth }: TopUpTexts): FieldErrors<TopUpTexts> {
  return {
    threshold: wrong(threshold),
    value: wrong(value),
    perDay: wrong(perDay),
    perMonth: wrong(perMonth),
  };
}

/** The settings that the texts say. @returns `null` if one of them is no amount */
export function inputOf(texts: TopUpTexts, isOn: boolean): TopUpInput | null {
  if (Object.values(checkTexts(texts)).some((error) => error !== undefined)) return null;
  const value = digits(texts.value);
  return {
    isOn,
    threshold: digits(texts.threshold),
    buys: texts.buys === "target" ? { target: value } : { amount: value },
    perDay: digits(texts.perDay),
    perMonth: digits(texts.perMonth),
  };
}

/** The sentence for an amount out of its range. Micro-USD in digits. */
export function rangeWords(minimum: string, maximum: string): string {
  return `From ${dollars(minimum)} to ${dollars(maximum)}, in whole cents.`;
}

function wrong(text: string): string | undefined {
  const amount = amountOf(text);
  if (amount === null || amount === 0n) return "Enter an amount in dollars.";
  return amount % CENT === 0n ? undefined : "Enter whole cents.";
}

function digits(text: string): string {
  return String(amountOf(text) ?? 0n);
}

/** Dollars as a person types them. */
function plain(micros: string): string {
  return dollars(micros).replace(/[$,]/g, "").replace(/\.00$/, "");
}
