import { type Html, html, type Part } from "../parts/html.ts";
import type { FieldName, Problems } from "./read-entry.ts";

/** What a form shows: what was entered before, and what is wrong with it. */
export interface Shown {
  readonly values: URLSearchParams;
  readonly problems: Problems;
}

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: string;
  readonly hint?: string;
  readonly type?: string;
  readonly inputmode?: "email" | "numeric" | "text";
  readonly placeholder?: string;
  /** The value if nothing was entered. */
  readonly value?: string | null | undefined;
}

/** A labelled field, with its problem in words beside it. */
export function field({ values, problems }: Shown, options: FieldOptions): Html {
  const { name, label, autocomplete, hint, type = "text", inputmode = "text", placeholder, value } = options;
  const problem = problems[name as FieldName];
  return html`<p class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" inputmode="${inputmode}" autocomplete="${autocomplete}" value="${values.get(name) ?? value}"${placeholder && html` placeholder="${placeholder}"`}${described(name, hint, problem)}>
${notes(name, hint, problem)}</p>`;
}

/** A labelled list to choose from. The first choice is empty. */
export function choiceField(
  { values, problems }: Shown,
  { name, label, autocomplete, value }: Omit<FieldOptions, "type" | "inputmode" | "placeholder" | "hint">,
  choices: readonly (readonly [value: string, label: string])[],
): Html {
  const problem = problems[name as FieldName];
  const chosen = values.get(name) ?? value;
  const options = choices.map(
    ([code, text]) => html`<option value="${code}"${code === chosen && html` selected`}>${text}</option>`,
  );
  return html`<p class="field">
<label for="${name}">${label}</label>
<select id="${name}" name="${name}" autocomplete="${autocomplete}"${described(name, undefined, problem)}><option value="">Choose…</option>${options}</select>
${notes(name, undefined, problem)}</p>`;
}

function described(name: string, hint: string | undefined, problem: string | undefined): Part {
  const ids = [problem && `${name}-problem`, hint && `${name}-hint`].filter((id) => id);
  return html`${problem && html` aria-invalid="true"`}${ids.length > 0 && html` aria-describedby="${ids.join(" ")}"`}`;
}

function notes(name: string, hint: string | undefined, problem: string | undefined): Html {
  return html`${problem && html`<span class="problem" id="${name}-problem">${problem}</span>`}${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}`;
}

/** The order of the fields in a form, for the list of what is wrong. */
const ORDER: readonly string[] = [
  "form",
  "email",
  "number",
  "expiry",
  "cvc",
  "account",
  "name",
  "country",
  "line1",
  "tax_id_value",
] satisfies readonly (FieldName | "form")[];

/** What is wrong, above a form. It has the focus when the page opens, so that a screen reader starts there. */
export function problemBox(problems: Problems): Html {
  const list = Object.entries(problems).sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
  if (list.length === 0) return html``;
  const lines = list.map(([name, text]) =>
    name === "form" ? html`<li>${text}</li>` : html`<li><a href="#${name}">${text}</a></li>`,
  );
  return html`<div class="callout bad" role="alert" tabindex="-1" autofocus><ul>${lines}</ul></div>`;
}
