import type { JobCursor } from "@scrip/db/read/jobs/list-jobs";
import { RequestRefused } from "@scrip/usecases/refused";

/** Where a page of jobs ended, as the next request says it. */
export function cursorText({ startedAt, id }: JobCursor): string {
  return `${startedAt}.${id}`;
}

/**
 * Reads what `cursorText` wrote.
 * @throws RequestRefused `bad_input` for any other text
 */
export function readCursor(text: string): JobCursor {
  const match = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (match?.[1] !== undefined && match[2] !== undefined) return { startedAt: Number(match[1]), id: match[2] };
  const message = "must be the `next` of an earlier page";
  throw new RequestRefused("bad_input", `cursor: ${message}`, { fields: [{ path: "cursor", message }] });
}
