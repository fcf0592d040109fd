import type { ReactNode } from "react";
import { Money } from "../../../components/ui/money.tsx";
import type { Catalog } from "../../../data/catalog.ts";
import { valueWords } from "../../../words/plan-words.ts";
import { rateWords } from "../../../words/rate-words.ts";
import { UNIT_WORDS } from "../../../words/unit-words.ts";
import type { Contract } from "./contract.ts";

type Agreed = Pick<Contract, "rates" | "entitlements" | "credits">;

/** What a contract agrees, one line for each price, value and credit. */
export function agreedLines(
  { rates, entitlements, credits }: Agreed,
  catalog: Pick<Catalog, "resources" | "entitlements"> | undefined,
): readonly { readonly name: string; readonly value: ReactNode }[] {
  return [
    ...Object.entries(rates).map(([id, rate]) => ({
      name: catalog?.resources.find(({ resource }) => resource === id)?.title ?? id,
      value: <Rate rate={rate} resource={catalog?.resources.find(({ resource }) => resource === id)} />,
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

interface RateProps {
  readonly rate: string;
  readonly resource: Catalog["resources"][number] | undefined;
}

/** A price, with that of the catalog beside it. */
function Rate({ rate, resource }: RateProps) {
  const list = resource?.rateNanos ?? null;
  return (
    <>
      {list !== null && list !== rate && (
        <>
          <span className="sr-only">List price </span>
          <s className="text-muted">{rateWords(list)}</s>
          <span className="sr-only">, agreed</span>{" "}
        </>
      )}
      <span className="whitespace-nowrap">{rateWords(rate)}</span>{" "}
      {resource === undefined ? "" : UNIT_WORDS[resource.unit]}
    </>
  );
}
