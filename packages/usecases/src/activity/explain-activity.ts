import {
  type ChargeInFull,
  type EntryInFull,
  type GrantPosting,
  type MeteredInFull,
  readEntry,
} from "@scrip/db/read/activity/read-entry";
import { type ChargeExplained, compareBurn, explainCharge, type GrantTerms, type Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { type ChargeOfUse, explainUsage, type UsageExplained } from "@scrip/domain/usage/explain";
import {
  type Price,
  type PriceExplained,
  parseCanonicalPrice,
  type ShownPrice,
  shownPrice,
} from "@scrip/domain/usage/prices";
import type { Deps } from "../deps.ts";
import { orNotFound } from "../missing.ts";

/** The amount that one grant gave or got back, in micro-USD; `grant` is the grant's id. */
export interface GrantPart extends Pick<GrantTerms, "source" | "kind" | "expiresAt"> {
  readonly grant: string;
  readonly amount: Micros | string;
}

/** The calculation of a charge. Rates in nano-USD per unit and hour, quantities in cumulative milliseconds. */
export interface ChargeExplanation {
  readonly resource: string | null;
  readonly rateNanos: string | null;
  readonly unitsMilli: number | null;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly reportedMs: number | null;
  readonly shape: ShapeExplanation | null;
  readonly exact: string | null;
  readonly cumulative: Micros | null;
  readonly chargedBefore: Micros | null;
  readonly amount: string;
  readonly flags: ChargeInFull["flags"];
  /** What a charge of an endpoint, of storage, of a usage event or of a minimum is for; `null` for any other. */
  readonly metered: MeteredExplanation | null;
}

/** What a charge of a meter is for. Quantities are decimal text in units. */
export interface MeteredExplanation extends Pick<UsageExplained, "unit" | "units" | "added" | "booked"> {
  readonly meter: MeteredInFull["meter"];
  readonly from: Instant;
  readonly until: Instant;
  readonly isLate: boolean;
}

/** The calculation by a price shape, up to the cumulative quantity. */
export interface ShapeExplanation {
  readonly price: ShownPrice;
  readonly tiers: readonly {
    readonly upTo: number | null;
    readonly rateNanos: string;
    readonly units: string;
    readonly exact: string;
  }[];
  /** How many packages are begun; `null` for tiers. */
  readonly packages: number | null;
  /** Whether the minimum was due, and above the exact price. */
  readonly isMinimum: boolean;
}

/** An entry with the calculation of its charge, and its grants in burn order. */
export interface ActivityExplanation
  extends Pick<EntryInFull, "line" | "actor" | "cause" | "leg" | "before" | "owed" | "asked" | "takenBack"> {
  readonly recordedAt: Instant;
  /** `null` for an entry without a charge. */
  readonly charge: ChargeExplanation | null;
  readonly grant: GrantPart | null;
  readonly paidBy: readonly GrantPart[];
  readonly reserved: readonly GrantPart[];
  readonly released: readonly GrantPart[];
  readonly hash: string;
  readonly previousHash: string;
}

/** The previous hash of the first entry. */
const NO_HASH = "0".repeat(64);

/**
 * Reads everything that is known about one entry.
 * @throws OrganizationMissing; RefusedError `not_found`
 * @source docs/rules.md#explanation
 */
export async function explainActivity(deps: Deps, orgId: string, seq: number): Promise<ActivityExplanation> {
  const entry = orNotFound(
    await readEntry({ ...deps.homes, organizations: deps.pages }, orgId, seq),
    `entry number ${seq}`,
  );
  const { line, recordedAt, actor, cause, leg, before, charge, grant, postings, owed, asked, takenBack, previousHash } =
    entry;
  return {
    line,
    recordedAt,
    actor,
    cause,
    leg,
    before,
    charge: charge === null ? null : await explanationOf(deps, charge),
    grant: grant === null ? null : partOf(grant.grant, grant.amount),
    paidBy: byGrant(postings.filter(({ to }) => to === "spent")),
    owed,
    asked,
    takenBack,
    reserved: byGrant(postings.filter(({ to }) => to === "held")),
    released: byGrant(postings.filter(({ from, to }) => from === "held" && to === "avail")),
    hash: line.hash,
    previousHash: previousHash ?? NO_HASH,
  };
}

async function explanationOf({ books }: Pick<Deps, "books">, charge: ChargeInFull): Promise<ChargeExplanation> {
  const { metered, resource } = charge;
  if (metered === null) return explanationOfJob(charge);
  const catalog = await books.catalogOf(metered.catalogVersion);
  return explanationOfUse(charge, metered, catalog.resources[resource ?? ""]?.unit ?? null);
}

/** @param soldBy the unit by which the organization's catalog sells the resource */
function explanationOfUse(
  { resource, rate, unitsMilli, amount, flags }: ChargeInFull,
  metered: MeteredInFull,
  soldBy: UsageExplained["unit"],
): ChargeExplanation {
  const { meter, from, until, isLate } = metered;
  const price = metered.price === null ? null : parseCanonicalPrice(metered.price);
  const explained = explainUsage(chargeOfUse(metered, { rate, price, amount: BigInt(amount) }));
  const { unit, units, added, booked, shape, isMinimum, exact, cumulative, chargedBefore } = explained;
  return {
    resource,
    rateNanos: rate,
    unitsMilli,
    fromMs: null,
    untilMs: null,
    reportedMs: null,
    shape: price === null || shape === null ? null : shownShape(price, shape, isMinimum),
    exact,
    cumulative,
    chargedBefore,
    amount,
    flags,
    metered: { meter, unit: unit ?? soldBy, units, added, booked, from, until, isLate },
  };
}

function chargeOfUse(
  { meter, quantity, before, from, until, month, booking }: MeteredInFull,
  { rate, price, amount }: { readonly rate: string | null; readonly price: Price | null; readonly amount: Micros },
): ChargeOfUse {
  return {
    meter,
    rate: rate === null ? null : BigInt(rate),
    price,
    quantity: BigInt(quantity),
    before: BigInt(before ?? 0),
    from,
    until,
    amount,
    month: month && { ...month, quantity: BigInt(month.quantity), before: BigInt(month.before ?? 0) },
    booking: booking && { amount: BigInt(booking.amount), month: BigInt(booking.month) },
  };
}

/** A charge without a meter has an amount but no calculation. */
function explanationOfJob(charge: ChargeInFull): ChargeExplanation {
  const { resource, rate, price: text, unitsMilli, chargeableMs, reportedMs, amount, fromMs, flags, isLast } = charge;
  const price = text === null ? null : parseCanonicalPrice(text);
  const isMetered = rate !== null && unitsMilli !== null && chargeableMs !== null;
  const working = isMetered
    ? explainCharge({ rate: BigInt(rate), price, unitsMilli }, fromMs, chargeableMs, isLast)
    : null;
  return {
    resource,
    rateNanos: rate,
    unitsMilli,
    fromMs: working === null ? null : fromMs,
    untilMs: chargeableMs,
    reportedMs,
    shape: price === null || working === null ? null : shapeOf(price, working),
    exact: working?.exact ?? null,
    cumulative: working?.cumulative ?? null,
    chargedBefore: working?.chargedBefore ?? null,
    amount,
    flags,
    metered: null,
  };
}

function shapeOf(price: Price, { shape, cumulative, exact }: ChargeExplained): ShapeExplanation | null {
  return shape && shownShape(price, shape, cumulative > BigInt(exact.split(".")[0] ?? 0));
}

function shownShape(price: Price, { tiers, packages }: PriceExplained, isMinimum: boolean): ShapeExplanation {
  return {
    price: shownPrice(price),
    tiers: tiers.map(({ upTo, rate, units, exact: part }) => ({
      upTo: upTo === null ? null : Number(upTo),
      rateNanos: String(rate),
      units,
      exact: part,
    })),
    packages: packages && Number(packages.count),
    isMinimum,
  };
}

function byGrant(postings: readonly GrantPosting[]): GrantPart[] {
  const sums = new Map<string, { grant: GrantPosting["grant"]; amount: Micros }>();
  for (const { grant, amount } of postings)
    sums.set(grant.id, { grant, amount: (sums.get(grant.id)?.amount ?? 0n) + BigInt(amount) });
  const parts = [...sums.values()].sort((a, b) => compareBurn(a.grant, b.grant));
  return parts.map(({ grant, amount }) => partOf(grant, amount));
}

function partOf({ id, source, kind, expiresAt }: GrantPosting["grant"], amount: Micros | string): GrantPart {
  return { grant: id, source, kind, expiresAt, amount };
}
