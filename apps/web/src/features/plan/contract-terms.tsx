import type { ReactNode } from "react";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { Money } from "../../components/ui/money.tsx";
import type { Catalog } from "../../data/catalog.ts";
import type { Plan } from "../../data/plan.ts";
import { costsIn, costWords, spanOf } from "../../words/cost-words.ts";
import { valueWords } from "../../words/plan-words.ts";

interface ContractTermsProps {
  readonly contract: NonNullable<Plan["contract"]>;
  readonly catalog: Catalog;
}

/** What the contract agrees: prices, values and credit. */
export function ContractTerms({ contract, catalog }: ContractTermsProps) {
  const items = [
    ...costsIn(contract).map(([id, cost]) => {
      const found = catalog.resources.find(({ resource }) => resource === id);
      return { name: found?.title ?? id, value: costWords(cost, found?.unit ?? "each", found && spanOf(found.kinds)) };
    }),
    ...Object.entries(contract.entitlements).map(([id, value]) => ({
      name: catalog.entitlements.find(({ entitlement }) => entitlement === id)?.title ?? id,
      value: valueWords(value),
    })),
    ...contract.credits.map(({ amount, every, days, kind }) => ({
      name: every === "month" ? "Credit each month" : "Credit at the start",
      value: (
        <>
          <Money micros={amount} kind="exact" /> {kind}
          {days !== null && `, for ${days} days`}
        </>
      ) as ReactNode,
    })),
  ];
  if (items.length === 0) return null;
  return (
    <section aria-label="The contract" className="border-t border-line pt-2">
      <DescriptionList items={items} />
    </section>
  );
}
