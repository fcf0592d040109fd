import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Catalog } from "../../../data/catalog.ts";
import { planTitle } from "../../../words/plan-words.ts";
import { agreedLines } from "./agreed.tsx";
import { type ContractTexts, checkContract, contractOf } from "./contract-fields.ts";

interface ContractMeaningProps {
  /** The name of the organization. */
  readonly name: string;
  readonly catalog: Catalog;
  readonly texts: ContractTexts;
}

/** What the contract changes, and when, while a person types it. Nothing while a field is wrong. */
export function ContractMeaning({ name, catalog, texts }: ContractMeaningProps) {
  const { reason: _reason, ...wrong } = checkContract(catalog, texts);
  const isWrong = Object.keys(wrong).length > 0;
  return (
    <section aria-label="What it changes" aria-live="polite" className="rounded-base bg-sunken px-4 py-3 empty:hidden">
      {!isWrong && <Meaning name={name} catalog={catalog} texts={texts} />}
    </section>
  );
}

function Meaning({ name, catalog, texts }: ContractMeaningProps) {
  const { plan, startsAt, endsAt, ...terms } = contractOf(catalog, texts);
  const { rates = {}, priceShapes = {}, entitlements = {}, credits = [] } = terms;
  const dated = credits.map((each) => ({ ...each, days: each.days ?? null }));
  const agreed = { rates, priceShapes, entitlements, credits: dated };
  const lines = agreedLines(agreed as Parameters<typeof agreedLines>[0], catalog);
  return (
    <>
      <p className="text-14 text-pretty">
        {startsAt === undefined ? (
          "At once"
        ) : (
          <>
            On <Time at={startsAt} look="moment" />
          </>
        )}
        , {name} is on {planTitle(catalog.plans, plan)}
        {endsAt === undefined ? (
          ", until you end the contract."
        ) : (
          <>
            . On <Time at={endsAt} look="moment" /> it is on {planTitle(catalog.plans, catalog.defaultPlan)}, at the
            prices of the catalog.
          </>
        )}
        {lines.length === 0 && " Prices, values and credit are those of the catalog."}
      </p>
      {lines.length > 0 && <DescriptionList items={lines} />}
    </>
  );
}
