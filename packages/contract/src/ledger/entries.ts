import { z } from "zod";
import { debtIdOut, grantIdOut, holdIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";
import { balanceOut } from "./balance.ts";

export const listEntriesInput = organizationInput.extend({
  /** Oldest first, after this number; from the first entry, if not given. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
});

const posting = z.object({
  from: z.string(),
  to: z.string(),
  amount: amountOut,
  grant: grantIdOut.nullable(),
  hold: holdIdOut.nullable(),
  debt: debtIdOut.nullable(),
});

export const entryOut = z.object({
  seq: z.int(),
  at: instantOut,
  recordedAt: instantOut,
  kind: z.string(),
  actor: z.object({ type: z.string(), id: z.string().nullable() }),
  /** The row that it is the consequence of, such as `charge_…`. */
  cause: z.string(),
  leg: z.int(),
  postings: z.array(posting),
  balance: balanceOut,
  /** SHA-256 in hex, chained to the entry before. */
  hash: z.string(),
});

export const entriesPage = z.object({
  entries: z.array(entryOut),
  /** What to ask for next as `after`; `null` at the end. */
  next: z.int().nullable(),
});
