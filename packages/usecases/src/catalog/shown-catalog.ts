import { type Catalog, compileCatalog } from "@scrip/domain/catalog";
import type { Nanos } from "@scrip/domain/money";
import { type ShownPrice, shownPrice, type UnitCost } from "@scrip/domain/usage/prices";

/**
 * A catalog as pages show it: lists in the catalog's order, amounts in micro-USD, rates in nano-USD per unit.
 * @param version the number of its published version
 * @param contractRates what a unit costs, by resource: the prices of a contract, which replace the catalog's
 */
export function shownCatalog(
  version: number,
  catalog: Catalog,
  contractRates: Readonly<Record<string, UnitCost>> = {},
) {
  const priced = compileCatalog(catalog);
  const { purchases } = priced.limits;
  return {
    name: catalog.name,
    version,
    defaultPlan: catalog.defaultPlan,
    entitlements: Object.entries(catalog.entitlements).map(([entitlement, { title, kind }]) => ({
      entitlement,
      title,
      kind,
    })),
    plans: catalog.planOrder.map((plan) => shownPlan(plan, catalog)),
    resources: Object.entries(catalog.resources).map(([resource, { title, unit, kinds, includedBy }]) => {
      const listCost = priced.resources.get(resource)?.cost;
      const isByContract = Object.hasOwn(contractRates, resource);
      const [rateNanos, priceShape] = shownCost(isByContract ? contractRates[resource] : listCost);
      const [listRateNanos, listPriceShape] = shownCost(listCost);
      return {
        resource,
        title,
        unit,
        kinds,
        rateNanos,
        priceShape,
        listRateNanos,
        listPriceShape,
        isByContract,
        includedBy: includedBy ?? null,
      };
    }),
    purchases: {
      minimum: purchases.minimum,
      maximum: purchases.maximum,
      presets: purchases.presets,
      bonuses: purchases.bonuses,
    },
  };
}

/** A plain rate or a price shape. Both are null if only a contract prices the resource, and none does. */
function shownCost(cost: UnitCost | undefined): readonly [Nanos | null, ShownPrice | null] {
  if (cost === undefined) return [null, null];
  return typeof cost === "bigint" ? [cost, null] : [null, shownPrice(cost)];
}

function shownPlan(plan: string, catalog: Catalog) {
  const priced = compileCatalog(catalog).plans.get(plan);
  const terms = catalog.plans[plan];
  if (priced === undefined || terms === undefined) throw new Error(`the catalog has no plan ${plan}`);
  const { price, signup, monthly } = priced;
  const isSold = price.kind === "subscription";
  return {
    plan,
    title: terms.title,
    price: {
      kind: price.kind,
      monthly: isSold ? price.monthly : null,
      yearly: isSold ? (price.yearly ?? null) : null,
    },
    signup: signup ?? null,
    monthly: monthly ?? null,
    entitlements: { ...terms.entitlements },
  };
}
