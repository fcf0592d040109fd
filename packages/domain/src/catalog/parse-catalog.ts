import { ok, type Result, refuse } from "../result/result.ts";
import type { Catalog, Entitlement, PriceShape } from "./catalog.ts";
import { type CatalogProblem, type Place, placeIn } from "./place.ts";
import { readLimits } from "./read-limits.ts";
import { readEntitlement, readPlan } from "./read-plan.ts";
import { readPolicy } from "./read-policy.ts";
import { readPriceShape } from "./read-price.ts";
import { readResource } from "./read-resource.ts";
import { readId } from "./read-text.ts";
import { entriesOf, fields, isObject, listOf, MAX_ENTRIES, oneOf, ownValue, type Reader } from "./reader.ts";
import { KINDS_OF_WORK, type KindOfWork } from "./vocabulary.ts";

/**
 * Reads a catalog from untyped input, such as the parsed JSON of a published version.
 * @returns a frozen copy, or all errors, each with its path; the rules between parts are checked only after each
 *   part is valid
 * @source docs/rules.md#catalog-validation
 */
export function parseCatalog(value: unknown): Result<Catalog, readonly CatalogProblem[]> {
  const problems: CatalogProblem[] = [];
  const place = placeIn(problems);
  const catalog = readerFor(value)(value, place);
  if (catalog !== undefined) checkPlans(catalog, place);
  return catalog === undefined || problems.length > 0 ? refuse(problems) : ok(catalog);
}

/**
 * Reads a price shape from untyped input, such as a price of a contract.
 * @returns a frozen copy, or all errors, each with its path
 * @source docs/rules.md#price-shapes
 */
export function parsePriceShape(value: unknown): Result<PriceShape, readonly CatalogProblem[]> {
  const problems: CatalogProblem[] = [];
  const shape = readPriceShape(value, placeIn(problems));
  return shape === undefined || problems.length > 0 ? refuse(problems) : ok(shape);
}

/** The names that plans and resources may use depend on the definitions in the same catalog. */
function readerFor(value: unknown): Reader<Catalog> {
  const entitlements = entitlementsOf(value);
  const limits = [...entitlements].filter(([, found]) => found?.kind === "limit").map(([key]) => key);
  const plans = Object.keys(part(value, "plans"));
  const planId = plans.length === 0 ? readId : oneOf(plans);
  return fields({
    name: readId,
    defaultPlan: planId,
    planOrder: listOf(planId),
    entitlements: entriesOf(readId, readEntitlement),
    plans: entriesOf(readId, readPlan(entitlements)),
    resources: entriesOf(readId, readResource(limits)),
    policies: fields(Object.fromEntries(KINDS_OF_WORK.map((kind) => [kind, readPolicy])) as PolicyReaders),
    limits: readLimits,
  });
}

type PolicyReaders = Record<KindOfWork, typeof readPolicy>;

/** The entitlements defined in an untyped value; `undefined` for each invalid definition. */
function entitlementsOf(value: unknown): ReadonlyMap<string, Entitlement | undefined> {
  const found = part(value, "entitlements");
  const nowhere = placeIn([]); // Drops the errors: `entriesOf(readId, readEntitlement)` reports them.
  return new Map(Object.keys(found).map((key) => [key, readEntitlement(found[key], nowhere)]));
}

function part(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = isObject(value) ? ownValue(value, key) : undefined;
  return isObject(found) && Object.keys(found).length <= MAX_ENTRIES ? found : {};
}

function checkPlans(catalog: Catalog, place: Place): void {
  for (const [id, plan] of Object.entries(catalog.plans)) {
    const isDefault = id === catalog.defaultPlan;
    if (isDefault && plan.price.kind !== "free") place.at("defaultPlan").refuse("must be a plan that is free");
    if (!isDefault && plan.grants.signup !== undefined) {
      const signup = place.at("plans").at(id).at("grants").at("signup");
      signup.refuse("is given by the default plan alone: no organization begins on another");
    }
    if (!catalog.planOrder.includes(id)) place.at("planOrder").refuse(`must have every plan; ${id} is missing`);
  }
}
