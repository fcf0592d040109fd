import type { Catalog } from "../../catalog/index.ts";
import type { Micros } from "../../money/index.ts";
import type { DocumentLine } from "./line.ts";
import type { Sale } from "./payment-document.ts";

type Json<Value> = Value extends bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Json<Value[Key]> }
      : Value;

/** A sale as it is stored with its payment: amounts are micro-USD in digits, instants are milliseconds. */
export type SaleJson = Json<Sale<Catalog>>;

/** Writes a sale as plain JSON. */
export function saleToJson<C extends Catalog>({ seller, buyer, lines }: Sale<C>): SaleJson {
  const plain = lines.map((line: DocumentLine<C>) => ({ ...line, net: String(line.net) }));
  return { seller, buyer, lines: plain } as unknown as SaleJson;
}

/**
 * Reads a sale as `saleToJson` wrote it. Its plans and periods are those of the catalog of its time, so they are texts.
 * @throws RangeError for an amount that is not written in digits
 */
export function saleFromJson(json: object): Sale<Catalog> {
  const { seller, buyer, lines } = json as SaleJson;
  return { seller, buyer, lines: lines.map((line) => ({ ...line, net: digits(line.net) }) as DocumentLine<Catalog>) };
}

function digits(text: string): Micros {
  if (!/^\d{1,19}$/.test(text)) throw new RangeError(`"${text}" is not an amount in digits`);
  return BigInt(text);
}
