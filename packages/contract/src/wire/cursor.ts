import { z } from "zod";

/** Converts the end of a page to text and back. */
interface CursorText<Place> {
  readonly maxLength: number;
  readonly write: (place: Place) => string;
  /** Reads what `write` wrote; returns `null` for any other text. */
  readonly read: (text: string) => Place | null;
}

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
      if (place !== null) return place;
      context.issues.push({ code: "custom", message: "must be the `next` of an earlier page", input: text });
      return z.NEVER;
    },
  });
  return {
    cursorIn: cursorIn.meta({ description: "The `next` of the page before." }),
    cursorOut: z.invertCodec(cursorIn).meta({ description: "The `cursor` of the next page; null on the last page." }),
  };
}
