import { type Catalog, compileCatalog, type EntitlementValue } from "../../catalog/index.ts";
import { limitOf } from "../../plans/entitlements/limit.ts";
import type { Instant } from "../../time/instant.ts";
import { canonicalPrice, type UnitCost } from "../prices/index.ts";
import { GB } from "./size.ts";
import type { Span, StorageTerms } from "./volume.ts";

/** A time on a plan by a subscription: `[from, until)`. */
export interface PlanTime {
  readonly plan: string;
  readonly catalogVersion: number;
  readonly from: Instant;
  readonly until: Instant;
}

/** A time under a contract: `[from, until)`; without an end, `until` is `null`. */
export interface ContractTime {
  readonly plan: string;
  /** What a unit costs, by resource. */
  readonly rates: ReadonlyMap<string, UnitCost>;
  readonly entitlements: Readonly<Record<string, EntitlementValue>>;
  readonly from: Instant;
  readonly until: Instant | null;
}

/** The plans of an organization by time. At any other time it is on the default plan. */
export interface PlanHistory {
  readonly periods: readonly PlanTime[];
  readonly contracts: readonly ContractTime[];
  /** The organization's catalog, which applies outside of a subscription's periods. */
  readonly catalogVersion: number;
}

/** Finds a published catalog by its version. */
export type Catalogs = (version: number) => Catalog;

/**
 * The terms of a storage resource over a span of time: what the plan includes, and the price. A contract in force decides
 * first, then the period of a subscription, then the default plan. A resource that only contracts price costs nothing
 * outside of them.
 * @returns the terms in the order of their time; the first ones apply from the start of the span
 * @source docs/rules.md#storage; docs/rules.md#contracts
 */
export function termsOver(history: PlanHistory, catalogs: Catalogs, resource: string, span: Span): StorageTerms[] {
  const { periods, contracts } = history;
  const marks = [...periods, ...contracts].flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  const inside = marks.filter((at) => at > span.from && at < span.until).toSorted((a, b) => a - b);
  const terms: StorageTerms[] = [];
  for (const from of new Set([span.from, ...inside])) {
    const next = { from, ...termsAt(history, catalogs, resource, from) };
    const last = terms.at(-1);
    if (last?.included !== next.included || textOf(last.cost) !== textOf(next.cost)) terms.push(next);
  }
  return terms;
}

/** Equal costs have equal texts. */
const textOf = (cost: UnitCost): string => (typeof cost === "bigint" ? String(cost) : canonicalPrice(cost));

function termsAt(
  { periods, contracts, catalogVersion }: PlanHistory,
  catalogs: Catalogs,
  resource: string,
  at: Instant,
): Omit<StorageTerms, "from"> {
  const contract = contracts.find(({ from, until }) => from <= at && (until === null || at < until));
  const period = contract === undefined ? periods.find(({ from, until }) => from <= at && at < until) : undefined;
  const catalog = catalogs(period?.catalogVersion ?? catalogVersion);
  const sold = compileCatalog(catalog).resources.get(resource);
  const plan = contract?.plan ?? period?.plan ?? catalog.defaultPlan;
  const overrides = contract?.entitlements ?? {};
  const includedBy = sold?.includedBy;
  const limit = includedBy === undefined ? 0 : limitOf({ catalog, plan, overrides }, includedBy);
  return {
    included: limit === "unlimited" ? null : BigInt(limit) * GB,
    cost: contract?.rates.get(resource) ?? sold?.cost ?? 0n,
  };
}
