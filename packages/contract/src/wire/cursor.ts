import { z } from "zod";

/** Converts the end of a page to text and back. */
interface CursorText<Place> {
  readonly maxLength: number;
  readonly write: (place: Place) => string;
  /** Reads what `write` wrote; returns `null` for any other text, and for a number that no row can have. */
  readonly read: (text: string) => Place | null;
}

/** The greatest number that PostgreSQL stores in an integer column, such as the number of a job's report. */
export const MAX_INTEGER = 2_147_483_647;

/**
 * Makes the codec of the end of a page. On the wire it is an opaque text; the caller sends it back for the next page.
 * @returns the schemas of a page's input and of its `next`
 * @source docs/rules.md#cursors
 */
export function cursor<Place>({ maxLength, write, read }: CursorText<Place>) {
  const cursorIn = z.codec(z.string().max(maxLength), z.custom<Place>(), {
    encode: write,
    decode: (text, context) => {
      const place = read(text);
      if (place !== null && write(place) === text) return place;
      context.issues.push({ code: "custom", message: "must be the `next` of an earlier page", input: text });
      return z.NEVER;
    },
  });
  return {
    cursorIn: cursorIn.meta({ description: "The `next` of the page before." }),
    cursorOut: z.invertCodec(cursorIn).meta({ description: "The `cursor` of the next page; null on the last page." }),
  };
}
