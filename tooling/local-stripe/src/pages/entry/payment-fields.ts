import type { PaymentMethod } from "../../wire/objects.ts";
import { type Html, html } from "../parts/html.ts";
import { methodName } from "../parts/words.ts";
import { COUNTRIES, TAX_ID_TYPES } from "./countries.ts";
import { choiceField, field, type Shown } from "./fields.ts";
import type { FormNeeds } from "./read-entry.ts";
import { TEST_ACCOUNT_NUMBERS, TEST_CARD_NUMBERS, type TestNumber } from "./test-numbers.ts";

/** What a payment form offers. */
export interface Offer extends FormNeeds {
  /** `card`, `us_bank_account` and `sepa_debit`, those that the session allows. */
  readonly types: readonly string[];
  readonly saved: readonly PaymentMethod[];
  readonly email_value?: string | null;
  readonly country_value?: string | null;
}

const BANKS = ["us_bank_account", "sepa_debit"] as const;
const BANK_NAMES = { us_bank_account: "US bank account", sepa_debit: "SEPA debit" } as const;

/** The fields of a form with which a person pays, or saves a payment method. */
export function paymentFields(shown: Shown, offer: Offer): Html {
  const banks = BANKS.filter((type) => offer.types.includes(type));
  const [firstSaved] = offer.saved;
  const chosen = shown.values.get("method") ?? firstSaved?.id ?? (offer.types.includes("card") ? "card" : banks[0]);
  const methods = [
    ...offer.saved.map((method) => ({ value: method.id, label: methodName(method) })),
    ...(offer.types.includes("card")
      ? [{ value: "card", label: offer.saved.length > 0 ? "Another card" : "Card" }]
      : []),
    ...banks.map((type) => ({ value: type, label: `${BANK_NAMES[type]} (takes some days)` })),
  ];
  return html`${offer.email && field(shown, { name: "email", label: "E-mail", autocomplete: "email", type: "email", inputmode: "email", value: offer.email_value })}
${methods.length > 1 ? choiceOfMethod(methods, chosen) : html`<input type="hidden" name="method" value="${chosen}">`}
<div class="of-card">
${field(shown, { name: "number", label: "Card number", autocomplete: "cc-number", inputmode: "numeric", placeholder: "4242 4242 4242 4242" })}
<div class="pair">
${field(shown, { name: "expiry", label: "Expiry", autocomplete: "cc-exp", inputmode: "numeric", placeholder: "MM / YY" })}
${field(shown, { name: "cvc", label: "Security code", autocomplete: "cc-csc", inputmode: "numeric", placeholder: "CVC" })}
</div>
</div>
${banks.length > 0 && html`<div class="of-bank">${field(shown, { name: "account", label: banks.includes("sepa_debit") ? "IBAN or account number" : "Account number", autocomplete: "off", placeholder: TEST_ACCOUNT_NUMBERS[banks[0] ?? "us_bank_account"][0]?.number ?? "" })}</div>`}
<div class="of-new">
${field(shown, { name: "name", label: "Name", autocomplete: "name" })}
${choiceField(shown, { name: "country", label: "Country", autocomplete: "country", value: offer.country_value ?? "US" }, COUNTRIES)}
${offer.fullAddress && fullAddress(shown)}
${field(shown, { name: "postal_code", label: "Postal code", autocomplete: "postal-code" })}
</div>
${offer.taxId !== "no" && taxId(shown, offer.taxId === "required")}`;
}

function choiceOfMethod(methods: readonly { value: string; label: string }[], chosen: string | undefined): Html {
  const radios = methods.map(
    ({ value, label }) =>
      html`<label class="choice"><input type="radio" name="method" value="${value}" class="pays-by-${value.startsWith("pm_") ? "saved" : value === "card" ? "card" : "bank"}"${value === chosen && html` checked`}> ${label}</label>`,
  );
  return html`<fieldset class="methods"><legend>Payment method</legend>${radios}</fieldset>`;
}

function fullAddress(shown: Shown): Html {
  return html`${field(shown, { name: "line1", label: "Street and house number", autocomplete: "address-line1" })}
${field(shown, { name: "line2", label: "More of the address (optional)", autocomplete: "address-line2" })}
<div class="pair">
${field(shown, { name: "city", label: "City", autocomplete: "address-level2" })}
${field(shown, { name: "state", label: "State or region", autocomplete: "address-level1" })}
</div>`;
}

function taxId(shown: Shown, isRequired: boolean): Html {
  return html`<fieldset><legend>Tax ID${!isRequired && html` (optional)`}</legend>
<div class="pair">
${choiceField(shown, { name: "tax_id_type", label: "Type", autocomplete: "off", value: "eu_vat" }, TAX_ID_TYPES)}
${field(shown, { name: "tax_id_value", label: "Number", autocomplete: "off", placeholder: "DE123456789" })}
</div></fieldset>`;
}

/** The test numbers. A button fills the form of an id with its number; the server writes the page anew. */
export function testNumbers(formId: string, types: readonly string[]): Html {
  const banks = BANKS.filter((type) => types.includes(type));
  const groups = [
    ...(types.includes("card") ? [{ kind: "card", title: "Test cards", numbers: TEST_CARD_NUMBERS }] : []),
    ...banks.map((type) => ({ kind: type, title: BANK_NAMES[type], numbers: TEST_ACCOUNT_NUMBERS[type] })),
  ];
  return html`<aside class="numbers" aria-labelledby="numbers">
<h2 id="numbers">Numbers for tests</h2>
<p class="hint">A click fills the form. Any date in the future and any security code will do.</p>
${groups.map(({ kind, title, numbers }) => html`${groups.length > 1 && html`<h3>${title}</h3>`}<ul>${numbers.map((one) => fillButton(formId, kind, one))}</ul>`)}
</aside>`;
}

function fillButton(formId: string, kind: string, { number, does }: TestNumber): Html {
  return html`<li><button form="${formId}" name="fill" value="${kind}:${number}" class="number">${number}</button> <span>${does}</span></li>`;
}

/** What a form shows after a click on a test number; null if the form was submitted in another way. */
export function filled(form: URLSearchParams): URLSearchParams | null {
  const [kind, number] = form.get("fill")?.split(":") ?? [];
  if (kind === undefined || number === undefined) return null;
  const values = new URLSearchParams(form);
  values.delete("fill");
  values.set("method", kind);
  values.set(kind === "card" ? "number" : "account", number);
  if (kind === "card") {
    values.set("expiry", "12 / 34");
    values.set("cvc", number.startsWith("3") ? "1234" : "123");
  }
  if (!values.get("name")) values.set("name", "Test Person");
  return values;
}
