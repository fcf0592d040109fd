import type { ReactNode } from "react";
import { Money } from "../../../components/ui/money.tsx";
import type { Catalog } from "../../../data/catalog.ts";
import { type Cost, costOf, costsIn, costWords, isSameCost } from "../../../words/cost-words.ts";
import { valueWords } from "../../../words/plan-words.ts";
import { rateWords } from "../../../words/rate-words.ts";
import type { Contract } from "./contract.ts";

type Agreed = Pick<Contract, "rates" | "priceShapes" | "entitlements" | "credits">;

/** What a contract agrees, one line for each price, value and credit. */
export function agreedLines(
  { rates, priceShapes, entitlements, credits }: Agreed,
  catalog: Pick<Catalog, "resources" | "entitlements"> | undefined,
): readonly { readonly name: string; readonly value: ReactNode }[] {
  return [
    ...costsIn({ rates, priceShapes }).map(([id, cost]) => ({
      name: catalog?.resources.find(({ resource }) => resource === id)?.title ?? id,
      value: <AgreedCost cost={cost} resource={catalog?.resources.find(({ resource }) => resource === id)} />,
    })),
    ...Object.entries(entitlements).map(([id, value]) => ({
      name: catalog?.entitlements.find(({ entitlement }) => entitlement === id)?.title ?? id,
      value: valueWords(value),
    })),
    ...credits.map(({ amount, every, days, kind }) => ({
      name: every === "month" ? "Credit each month" : "Credit at the start",
      value: (
        <>
          <Money micros={amount} kind="exact" /> {kind}
          {days === null ? ", never expires" : `, for ${days} days`}
        </>
      ),
    })),
  ];
}

interface AgreedCostProps {
  readonly cost: Cost;
  readonly resource: Catalog["resources"][number] | undefined;
}

/** A price, with that of the catalog beside it. */
function AgreedCost({ cost, resource }: AgreedCostProps) {
  const unit = resource?.unit ?? "each";
  const list = resource && { rateNanos: resource.listRateNanos, priceShape: resource.listPriceShape };
  return (
    <>
      {list !== undefined && costOf(list) !== null && !isSameCost(list, cost) && (
        <>
          <span className="sr-only">List price </span>
          <s className="text-muted">{list.rateNanos === null ? costWords(list, unit) : rateWords(list.rateNanos)}</s>
          <span className="sr-only">, agreed</span>{" "}
        </>
      )}
      {resource === undefined && cost.rateNanos !== null ? rateWords(cost.rateNanos) : costWords(cost, unit)}
    </>
  );
}
