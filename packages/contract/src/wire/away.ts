import { z } from "zod";

/** The names of cells that an answer over all organizations had to leave out. */
export const awayOut = z
  .array(z.string())
  .readonly()
  .meta({ description: "The cells that do not answer now. Their organizations are left out." });
