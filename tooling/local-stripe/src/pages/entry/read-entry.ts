import type { MethodInput } from "../../flows/payments/new-method.ts";
import type { ErrorBody } from "../../protocol/stripe-error.ts";
import type { PaymentEntry } from "../parts/host.ts";

/** The fields of a payment form that can have a problem. */
export type FieldName =
  | "number"
  | "expiry"
  | "cvc"
  | "name"
  | "email"
  | "country"
  | "line1"
  | "account"
  | "tax_id_value";

/** What a person must mend, by field. `form` is a problem of no single field, such as a declined card. */
export type Problems = Readonly<Partial<Record<FieldName | "form", string>>>;

/** Which fields a form has. */
export interface FormNeeds {
  readonly email: boolean;
  readonly fullAddress: boolean;
  readonly taxId: "no" | "optional" | "required";
}

/** Reads a submitted form. @returns the entry, or the problems that the page finds without asking a bank */
export function readEntry(form: URLSearchParams, needs: FormNeeds): PaymentEntry | Problems {
  const problems: Partial<Record<FieldName, string>> = {};
  const text = (name: string): string => form.get(name)?.trim() ?? "";
  const needed = (name: FieldName, sentence: string): void => {
    if (text(name) === "") problems[name] = sentence;
  };
  const kind = text("method") || "card";
  if (needs.email && !/^\S+@\S+\.\S+$/.test(text("email"))) problems.email = "Enter an e-mail address.";
  const taxId = { type: text("tax_id_type"), value: text("tax_id_value") };
  if (needs.taxId === "required") needed("tax_id_value", "Enter your tax ID.");
  const more = {
    ...(needs.email ? { email: text("email") } : {}),
    ...(needs.taxId !== "no" && taxId.value !== "" ? { tax_id: taxId } : {}),
  };
  if (kind.startsWith("pm_")) {
    return Object.keys(problems).length > 0 ? problems : { method: { type: "saved", id: kind }, ...more };
  }
  needed("name", "Enter the name.");
  needed("country", "Choose a country.");
  if (needs.fullAddress) needed("line1", "Enter the street and house number.");
  if (kind === "card") {
    needed("number", "Enter the card number.");
    needed("cvc", "Enter the security code.");
    if (expiryOf(text("expiry")) === null) problems.expiry = "Enter the month and year, such as 12 / 34.";
  } else needed("account", "Enter the account number.");
  if (Object.keys(problems).length > 0) return problems;
  return { method: methodOf(kind, text), ...more };
}

export const isEntry = (read: PaymentEntry | Problems): read is PaymentEntry => "method" in read;

function methodOf(kind: string, text: (name: string) => string): MethodInput {
  const billing_details = {
    name: text("name"),
    ...(text("email") === "" ? {} : { email: text("email") }),
    address: {
      line1: text("line1") || null,
      line2: text("line2") || null,
      city: text("city") || null,
      state: text("state") || null,
      postal_code: text("postal_code") || null,
      country: text("country"),
    },
  };
  if (kind === "us_bank_account") return { type: "us_bank_account", account_number: text("account"), billing_details };
  if (kind === "sepa_debit") return { type: "sepa_debit", iban: text("account"), billing_details };
  const [exp_month = 0, exp_year = 0] = expiryOf(text("expiry")) ?? [];
  return { type: "card", card: { number: text("number"), exp_month, exp_year, cvc: text("cvc") }, billing_details };
}

/** Month and year of `12 / 34`, `12/2034` or `1234`. */
function expiryOf(text: string): readonly [month: number, year: number] | null {
  const [, month, year] = /^(\d{1,2})\s*[/-]?\s*(\d{4}|\d{2})$/.exec(text) ?? [];
  return month === undefined || year === undefined ? null : [Number(month), Number(year)];
}

const FIELD_OF_PARAM: Readonly<Record<string, FieldName>> = {
  number: "number",
  exp_month: "expiry",
  exp_year: "expiry",
  cvc: "cvc",
  email: "email",
  value: "tax_id_value",
  "tax_id[value]": "tax_id_value",
};

/** Places an error of the API beside the field that it names, and otherwise above the form. */
export function problemsOfError({ param = "", message }: Pick<ErrorBody, "param" | "message">): Problems {
  return { [FIELD_OF_PARAM[param] ?? "form"]: message };
}
