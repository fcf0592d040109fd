import { type OpenApi, resolved, type Schema } from "../document.ts";

/** Where a value has amounts: `true` is an amount, `*` means every field. `null` if it has none. */
export type Amounts = true | { readonly [field: string]: Amounts } | null;

const FORMATS = new Set(["micro-usd", "nano-usd"]);

/** Finds the amounts of a schema. A list has those of its items. */
export function amountsIn(document: OpenApi, given: Schema): Amounts {
  const schema = resolved(document, given);
  if (schema.format !== undefined && FORMATS.has(schema.format)) return true;
  if (schema.items !== undefined) return amountsIn(document, schema.items);
  const choices = (schema.anyOf ?? []).map((choice) => amountsIn(document, choice));
  const fields = Object.entries(schema.properties ?? {});
  if (typeof schema.additionalProperties === "object") fields.push(["*", schema.additionalProperties]);
  const own = fields.flatMap(([name, field]): [string, Amounts][] => {
    const inside = amountsIn(document, field);
    return inside === null ? [] : [[name, inside]];
  });
  if (choices.includes(true)) return true;
  const all = Object.assign({}, ...choices, Object.fromEntries(own)) as Exclude<Amounts, true | null>;
  return Object.keys(all).length === 0 ? null : all;
}

/** The same as Python. */
export function pythonAmounts(amounts: Amounts): string {
  if (amounts === null) return "None";
  if (amounts === true) return "True";
  const fields = Object.entries(amounts).map(([name, inside]) => `"${name}": ${pythonAmounts(inside)}`);
  return `{${fields.join(", ")}}`;
}
