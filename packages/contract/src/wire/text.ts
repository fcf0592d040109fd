import { textProblem } from "@scrip/domain/text";
import { z } from "zod";

/**
 * A short text that people read, such as a name. It is stored in Unicode's composed form (NFC).
 * @source docs/rules.md#texts
 */
export const plainText = (max: number) =>
  z
    .string()
    // Compose before the length check: some texts are longer in composed form.
    .normalize("NFC")
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .check((context) => {
      const problem = textProblem(context.value);
      if (problem !== null) context.issues.push({ code: "custom", message: problem, input: context.value });
    });

/** The id of a plan, a resource or an entitlement. Refusals repeat it and are stored, so it must be a text. */
export const catalogId = plainText(100);

/** A caller's own name for a thing, such as a job reference or a grant's business key. */
export const callerRef = plainText(200).meta({ description: "A name of the caller's own, of at most 200 characters." });

/** The caller's name for one intent: the same key gives the same result and no second write. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 printable ASCII characters without spaces")
  .meta({
    description:
      "The caller's name for one intent: the same key with the same input gives the same answer and no second write.",
  });
