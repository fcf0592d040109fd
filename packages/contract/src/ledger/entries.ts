import { z } from "zod";
import { debtIdOut, grantIdOut, holdIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";
import { balanceOut } from "./balance.ts";

/** The input of `entries.list`. */
export const listEntriesInput = organizationInput
  .extend({
    after: z
      .int()
      .min(0)
      .default(0)
      .meta({ description: "Entries after this number; from the first entry, if not given." }),
    limit: z.int().min(1).max(1000).default(100),
  })
  .meta({ description: "A page of the ledger, oldest first." });

const actor = z.object({ type: z.string(), id: z.string().nullable() });
const namedActor = actor.extend({ name: z.string().nullable() });

/** The actor of an entry. Inside, the id is a bare UUID; on the wire, a service key has the id of `scrip keys list`. */
export const actorOut = actor.transform(withKeyPrefix).pipe(actor).meta({ description: "Who made the entry." });

/** The actor of an entry, with the actor's name. */
export const namedActorOut = namedActor
  .transform(withKeyPrefix)
  .pipe(namedActor)
  .meta({ description: "Who made the entry." });

function withKeyPrefix<Actor extends z.output<typeof actor>>(bare: Actor): Actor {
  return bare.type === "service_key" && bare.id !== null ? { ...bare, id: `key_${bare.id}` } : bare;
}

/** The row that caused an entry: inside, a type and a bare UUID; on the wire, a text such as `charge_…`. */
export const causeOut = z
  .object({ type: z.string(), id: z.string() })
  .transform(({ type, id }) => `${type}_${id}`)
  .pipe(z.string())
  .meta({ description: "The row that caused the entry, such as `charge_…`." });

const posting = z
  .object({
    from: z.string(),
    to: z.string(),
    amount: amountOut,
    grant: grantIdOut.nullable(),
    hold: holdIdOut.nullable(),
    debt: debtIdOut.nullable(),
  })
  .meta({ description: "One move of credit between two buckets." });

const entryOut = z
  .object({
    seq: z.int(),
    at: instantOut,
    recordedAt: instantOut,
    kind: z.string(),
    actor: actorOut,
    cause: causeOut,
    leg: z.int().meta({ description: "The number of the entry among the entries of its cause, from 1." }),
    asked: amountOut.nullable().meta({
      description: "The amount that was taken back or reinstated, of which the postings may move a part.",
    }),
    postings: z.array(posting).readonly(),
    balance: balanceOut,
    hash: z.string().meta({ description: "SHA-256 in hex, chained to the entry before." }),
  })
  .meta({ description: "An entry of the ledger." });

/** The output of `entries.list`. */
export const entriesPage = z
  .object({
    entries: z.array(entryOut).readonly(),
    next: z.int().nullable().meta({ description: "The `after` of the next page; null on the last page." }),
  })
  .meta({ description: "A page of entries." });
