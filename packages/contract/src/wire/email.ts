import { normalEmail } from "@scrip/domain/access";
import { z } from "zod";

/** An e-mail address, in the form in which addresses are stored and compared. */
export const emailAddress = z
  .string()
  .max(320, "must be at most 254 characters")
  .transform(normalEmail)
  .pipe(z.email("must be an e-mail address").max(254, "must be at most 254 characters"))
  .meta({ description: "An e-mail address." });
