import { z } from "zod";
import { orgIdOut } from "./wire/ids.ts";

/** The output of `demo.startOver`. */
export const startOverAnswer = z
  .object({ org: orgIdOut, name: z.string() })
  .meta({ description: "A new organization of the demo, with six weeks of history." });
