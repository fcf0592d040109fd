import { z } from "zod";
import { balanceOut } from "./ledger/balance.ts";
import { grantIdOut } from "./wire/ids.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { callerRef } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

export const entryKind = z.enum([
  "grant_issued",
  "grant_expired",
  "grant_revoked",
  "grant_reinstated",
  "hold_placed",
  "hold_grown",
  "hold_released",
  "hold_voided",
  "hold_expired",
  "settled",
  "charged",
  "debt_forgiven",
]);

/** What narrows the activities; parts are joined by "and". */
const activityFilter = organizationInput.extend({
  /** Any of these; all kinds, if not given. */
  kinds: z.array(entryKind).min(1).max(12).optional(),
  project: callerRef.optional(),
  member: callerRef.optional(),
  resource: callerRef.optional(),
  /** Entries of one job, by the caller's name for it. */
  job: callerRef.optional(),
  /** `[from, until)`. */
  from: instantIn.optional(),
  until: instantIn.optional(),
});

export const listActivityInput = activityFilter.extend({
  /** Newest first, before this number; from the newest, if not given. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(500).default(50),
});

export const sumActivityInput = activityFilter;

/** One entry, as a member reads it. */
export const activityLine = z.object({
  seq: z.int(),
  at: instantOut,
  kind: entryKind,
  /** What the organization has gained (or lost, with a minus sign): the change of available + reserved - owed. */
  net: z.string(),
  /** What was put on hold (or taken off, with a minus sign). */
  reservedBy: z.string(),
  balance: balanceOut,
  /** The job that it is about. */
  job: z.string().nullable(),
  resource: z.string().nullable(),
  project: z.string().nullable(),
  member: z.string().nullable(),
  /** The grant that it is about, for what concerns one grant alone. */
  grant: z.object({ id: grantIdOut, source: z.string(), kind: z.enum(["promotional", "paid"]) }).nullable(),
});

export const activityPage = z.object({
  lines: z.array(activityLine),
  /** What to ask for next as `before`; `null` at the end. */
  next: z.int().nullable(),
});

/** What the filtered activities add up to. */
export const activitySum = z.object({
  count: z.int(),
  /** Credit that came in or debt that was forgiven, and what use, expiry and revocations took (above zero). */
  added: amountOut,
  used: amountOut,
  expired: amountOut,
  revoked: amountOut,
});

/** What there is to filter by; each list is alphabetical and capped. */
export const activityFacets = z.object({
  projects: z.array(z.string()),
  members: z.array(z.string()),
  resources: z.array(z.string()),
});

export const explainActivityInput = organizationInput.extend({ seq: z.int().min(1) });

const grantPart = z.object({
  grant: grantIdOut,
  source: z.string(),
  kind: z.enum(["promotional", "paid"]),
  expiresAt: instantOut.nullable(),
  amount: amountOut,
});

/** A charge worked out step by step. Rates in nano-USD per unit and hour, quantities in cumulative milliseconds. */
const chargeExplained = z.object({
  resource: z.string().nullable(),
  rateNanos: z.string().nullable(),
  unitsMilli: z.int().nullable(),
  /** The part of the job that this charge covers: from one cumulative quantity to the next. */
  fromMs: z.int().nullable(),
  untilMs: z.int().nullable(),
  /** What the service reported; more than `untilMs` where a cap or a failure of the platform spared a part. */
  reportedMs: z.int().nullable(),
  /** rate x units x `untilMs` before rounding, in micro-USD with at most six decimals, such as "1330000.277777". */
  exact: z.string().nullable(),
  /** The same rounded down, and what was charged before it; the difference is the amount. */
  cumulative: amountOut.nullable(),
  chargedBefore: amountOut.nullable(),
  amount: amountOut,
  flags: z.array(z.enum(["beyond_hold", "after_silence"])),
});

/** Everything that is known of one entry. */
export const activityExplained = z.object({
  line: activityLine,
  recordedAt: instantOut,
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  /** The row that it is the consequence of, such as `charge_…`, and which of its entries this is. */
  cause: z.string(),
  leg: z.int(),
  before: balanceOut,
  charge: chargeExplained.nullable(),
  /** The grant that it is about, with what it was issued for. */
  grant: grantPart.nullable(),
  /** The grants that paid, in burn order; with older debt that new credit paid. */
  paidBy: z.array(grantPart),
  /** What no credit covered, and what is still open of it. */
  owed: z.object({ amount: amountOut, open: amountOut }).nullable(),
  /** What was reserved and given back, by grant. */
  reserved: z.array(grantPart),
  released: z.array(grantPart),
  /** SHA-256 in hex; `previousHash` is of the entry before. */
  hash: z.string(),
  previousHash: z.string(),
});
