import type { PaidCursor } from "@scrip/db/read/lineage/grant-charges";
import { RequestRefused } from "@scrip/usecases/refused";

/** Where a page of a grant's charges ended, as the next request says it. */
export function cursorText({ seq, n }: PaidCursor): string {
  return `${seq}.${n}`;
}

/**
 * Reads what `cursorText` wrote.
 * @throws RequestRefused `bad_input` for any other text
 */
export function readCursor(text: string): PaidCursor {
  const match = /^(\d{1,15})\.(\d{1,5})$/.exec(text);
  if (match?.[1] !== undefined && match[2] !== undefined) return { seq: Number(match[1]), n: Number(match[2]) };
  const message = "must be the `next` of an earlier page";
  throw new RequestRefused("bad_input", `cursor: ${message}`, { fields: [{ path: "cursor", message }] });
}
