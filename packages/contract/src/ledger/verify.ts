import { z } from "zod";
import { orgIdIn, orgIdOut } from "../wire/ids.ts";

/** The input of `ledger.verify`. */
export const verifyInput = z
  .strictObject({
    orgs: z.array(orgIdIn).min(1).max(100).optional().meta({
      description: "At most 100, so that they fit a URL; every organization that the key reaches, if not given.",
    }),
  })
  .meta({ description: "The organizations whose ledgers to check." });

const finding = z
  .object({
    invariant: z.string().meta({ description: "The id of the invariant, such as L3." }),
    org: orgIdOut.nullable().meta({ description: "`null` if it concerns no single organization." }),
    rows: z.array(z.string()).readonly(),
    message: z.string(),
  })
  .meta({ description: "An invariant that does not hold, and where." });

/** The output of `ledger.verify`. */
export const verifyAnswer = z
  .object({ ok: z.boolean(), organizations: z.int(), entries: z.int(), findings: z.array(finding).readonly() })
  .meta({ description: "The numbers of checked organizations and entries, and the invariants that do not hold." });
