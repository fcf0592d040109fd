import { z } from "zod";

/** Control characters, separators of lines, marks that turn the direction of text, halves of surrogate pairs (F5). */
const UNWELCOME = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** A short text that people read, such as a name; it is kept in Unicode's composed form (NFC). */
export const plainText = (max: number) =>
  z
    .string()
    // First, since some texts are longer when they are composed.
    .normalize("NFC")
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .refine((text) => !UNWELCOME.test(text), "must not have control characters or broken characters")
    .refine((text) => text === text.trim(), "must not begin or end with a space");

/** A caller's own name for a thing, such as a job's `ref` or a grant's business key. */
export const callerRef = plainText(200).meta({ description: "A name of the caller's own, of at most 200 characters." });

/** The caller's name for one intent: the same key gives the same result and no second write. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 printable ASCII characters without spaces")
  .meta({
    description:
      "The caller's name for one intent: the same key with the same input gives the same answer and no second write.",
  });
