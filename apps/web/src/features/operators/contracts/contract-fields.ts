import { AMOUNT_MESSAGES, parseUsd } from "@scrip/domain/money";
import type { ShownPrice } from "@scrip/domain/usage/prices";
import type { Catalog } from "../../../data/catalog.ts";
import type { ProcedureCalls } from "../../../data/procedures.ts";
import { parsePriceText } from "./price-text.ts";

/** The input of `operators.createContract`, without the organization and the key. */
type NewContract = Omit<
  Parameters<ProcedureCalls["operators"]["createContract"]["mutate"]>[0],
  "org" | "idempotencyKey"
>;

/** The texts of the form, by the name of the field. */
export type ContractTexts = Readonly<Record<string, string>>;

/** The names of the fields of a price and of a value. */
export const rateField = (resource: string): string => `rate ${resource}`;
export const valueField = (entitlement: string): string => `value ${entitlement}`;

/** The credit that the form offers. */
export const CREDITS = ["once", "month"] as const;
export const creditField = (every: (typeof CREDITS)[number], what: "amount" | "days" | "kind"): string =>
  `credit ${every} ${what}`;

type Sold = Pick<Catalog, "resources" | "entitlements" | "plans">;

/** The texts that the form opens with: no price, value or credit is agreed. */
export function firstTexts({ resources, entitlements, plans }: Sold): ContractTexts {
  const byContract = plans.find(({ price }) => price.kind === "contract") ?? plans.at(-1);
  return {
    plan: byContract?.plan ?? "",
    startsAt: "",
    endsAt: "",
    reason: "",
    ...Object.fromEntries(resources.map(({ resource }) => [rateField(resource), ""])),
    ...Object.fromEntries(entitlements.map(({ entitlement }) => [valueField(entitlement), ""])),
    ...Object.fromEntries(
      CREDITS.flatMap((every) => [
        [creditField(every, "amount"), ""],
        [creditField(every, "days"), ""],
        [creditField(every, "kind"), "promotional"],
      ]),
    ),
  };
}

const LEAST_REASON = 5;

/** What is wrong with the texts, by field. Fields without a problem are left out. */
export function checkContract({ resources, entitlements }: Sold, texts: ContractTexts): Record<string, string> {
  const wrong: Record<string, string> = {};
  const check = (field: string, problemOf: (text: string) => string | undefined): void => {
    const text = textOf(texts, field);
    const problem = text === "" ? undefined : problemOf(text);
    if (problem !== undefined) wrong[field] = problem;
  };
  for (const { resource } of resources) check(rateField(resource), rateProblem);
  for (const { entitlement, kind } of entitlements) if (kind === "limit") check(valueField(entitlement), limitProblem);
  for (const every of CREDITS) {
    check(creditField(every, "amount"), amountProblem);
    check(creditField(every, "days"), daysProblem);
  }
  const { startsAt = "", endsAt = "" } = texts;
  if (startsAt !== "" && endsAt !== "" && Date.parse(endsAt) <= Date.parse(startsAt))
    wrong.endsAt = "The end must be after the start.";
  if (textOf(texts, "reason").length < LEAST_REASON) wrong.reason = "Say why in at least 5 characters.";
  return wrong;
}

/** The contract that checked texts describe. */
export function contractOf({ resources, entitlements }: Sold, texts: ContractTexts): NewContract {
  const rates: Record<string, string> = {};
  const priceShapes: Record<string, ShownPrice> = {};
  for (const { resource } of resources) {
    const cost = parsePriceText(textOf(texts, rateField(resource)));
    if (typeof cost === "string") continue;
    if (cost.priceShape === null) rates[resource] = cost.rateNanos;
    else priceShapes[resource] = cost.priceShape;
  }
  const values = entitlements.flatMap(({ entitlement, kind }) => {
    const text = textOf(texts, valueField(entitlement));
    return text === "" ? [] : [[entitlement, agreedValue(kind, text)]];
  });
  const credits = CREDITS.flatMap((every) => {
    const amount = textOf(texts, creditField(every, "amount"));
    const days = textOf(texts, creditField(every, "days"));
    const kind = texts[creditField(every, "kind")] === "paid" ? ("paid" as const) : ("promotional" as const);
    if (amount === "") return [];
    return [{ amount: String(parseUsd(amount)), every, days: days === "" ? null : Number(days), kind }];
  });
  const { plan = "", startsAt = "", endsAt = "" } = texts;
  return {
    plan,
    rates,
    priceShapes: Object.fromEntries(Object.entries(priceShapes).map(([id, shape]) => [id, wireOf(shape)])),
    entitlements: Object.fromEntries(values),
    credits,
    reason: textOf(texts, "reason"),
    ...(startsAt !== "" && { startsAt: new Date(startsAt).toISOString() }),
    ...(endsAt !== "" && { endsAt: new Date(endsAt).toISOString() }),
  };
}

/** A shape as the API takes it, whose lists can be changed. */
const wireOf = ({ tiers, ...shape }: ShownPrice) => ({ ...shape, tiers: tiers.map((tier) => ({ ...tier })) });

const textOf = (texts: ContractTexts, field: string): string => (texts[field] ?? "").trim();

function rateProblem(text: string): string | undefined {
  const cost = parsePriceText(text);
  return typeof cost === "string" ? cost : undefined;
}

function amountProblem(text: string): string | undefined {
  const amount = parseUsd(text);
  return typeof amount === "string" ? `The amount ${AMOUNT_MESSAGES[amount]}.` : undefined;
}

function limitProblem(text: string): string | undefined {
  return /^\d{1,9}$/.test(text) || text === "unlimited" ? undefined : 'Enter a whole number, or "unlimited".';
}

function daysProblem(text: string): string | undefined {
  return /^[1-9]\d{0,4}$/.test(text) ? undefined : "Enter a whole number of days, or nothing.";
}

function agreedValue(kind: Catalog["entitlements"][number]["kind"], text: string): boolean | number | string {
  if (kind === "feature") return text === "yes";
  return kind === "limit" && text !== "unlimited" ? Number(text) : text;
}
