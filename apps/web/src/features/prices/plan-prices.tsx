import { Card } from "../../components/ui/card.tsx";
import { Money } from "../../components/ui/money.tsx";
import type { Catalog, CatalogPlan } from "../../data/catalog.ts";

/** The prices of the plans, with the credit that comes with them. */
export function PlanPrices({ plans }: Pick<Catalog, "plans">) {
  return (
    <Card title="Plans" isFlush>
      <ul className="divide-y divide-line">
        {plans.map((plan) => (
          <li key={plan.plan} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3">
            <div className="min-w-0">
              <span className="text-14 font-medium">{plan.title}</span>
              <Credit plan={plan} />
            </div>
            <div className="text-14">
              <Price plan={plan} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Price({ plan: { price } }: { readonly plan: CatalogPlan }) {
  if (price.kind === "free") return <Money micros={0n} />;
  if (price.monthly === null) return <span className="text-muted">By contract</span>;
  return (
    <>
      <Money micros={price.monthly} /> a month
      {price.yearly !== null && (
        <span className="text-muted">
          {" "}
          or <Money micros={price.yearly} /> a year
        </span>
      )}
    </>
  );
}

function Credit({ plan: { signup, monthly } }: { readonly plan: CatalogPlan }) {
  if (signup === null && monthly === null) return null;
  return (
    <span className="block text-13 text-muted">
      {signup !== null && (
        <>
          <Money micros={signup.amount} /> credit at sign-up, for {signup.days} days
        </>
      )}
      {signup !== null && monthly !== null && "; "}
      {monthly !== null && (
        <>
          <Money micros={monthly.amount} /> credit each month, for {monthly.days} days
        </>
      )}
    </span>
  );
}
