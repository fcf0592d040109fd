import type { Interval } from "@scrip/domain/plans/subscriptions";
import { Link } from "@tanstack/react-router";
import { Check, Minus } from "lucide-react";
import { Badge } from "../../components/ui/badge.tsx";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { classes } from "../../components/ui/classes.ts";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import type { Catalog, CatalogPlan } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import type { Plan } from "../../data/plan.ts";
import { PER, valueWords } from "../../words/plan-words.ts";
import { offerOf, type PlanAct } from "./plan-act.ts";

interface PlanColumnProps {
  /** The plan of this column. */
  readonly column: CatalogPlan;
  /** Where the organization stands. */
  readonly plan: Plan;
  readonly catalog: Catalog;
  readonly interval: Interval;
  /** `null` for a member who may not change the plan. */
  readonly onAct: ((act: PlanAct) => void) | null;
}

/** A plan of the catalog: price, credit, and what it allows; what differs from the plan in force stands out. */
export function PlanColumn({ column, plan, catalog, interval, onAct }: PlanColumnProps) {
  const isCurrent = column.plan === plan.plan;
  return (
    <li
      aria-current={isCurrent || undefined}
      className={classes(
        "card flex flex-col gap-4 p-4 desktop:row-span-3 desktop:grid desktop:grid-rows-subgrid",
        isCurrent && "outline-2 -outline-offset-1 outline-accent",
      )}
    >
      <header className="flex flex-col gap-1">
        <div className="flex items-center justify-between gap-2">
          <h3 className="text-16 font-strong">{column.title}</h3>
          {isCurrent && <Badge tone="accent">Your plan</Badge>}
        </div>
        <p className="text-20 font-strong">
          <Price column={column} interval={interval} />
        </p>
        <p className="min-h-10 text-13 text-muted">
          <Credit column={column} />
        </p>
      </header>
      <ul className="flex flex-col divide-y divide-line border-t border-line text-14">
        {catalog.entitlements.map(({ entitlement, title }) => (
          <Entitlement
            key={entitlement}
            title={title}
            value={column.entitlements[entitlement]}
            isDifferent={!isCurrent && column.entitlements[entitlement] !== valueNow(plan, entitlement)}
          />
        ))}
      </ul>
      <footer className="mt-auto">
        <OfferOf column={column} plan={plan} catalog={catalog} interval={interval} onAct={onAct} />
      </footer>
    </li>
  );
}

const valueNow = ({ limits }: Plan, id: string) => limits.find(({ entitlement }) => entitlement === id)?.value;

function Price({ column: { price }, interval }: Pick<PlanColumnProps, "column" | "interval">) {
  if (price.kind === "free") return <Money micros={0n} />;
  if (price.kind === "contract") return <span className="text-16 font-medium">By contract</span>;
  const shown = interval === "year" && price.yearly !== null ? "year" : "month";
  const amount = shown === "year" ? price.yearly : price.monthly;
  return (
    <>
      <Money micros={amount ?? "0"} /> <span className="text-13 font-regular text-muted">{PER[shown]}</span>
    </>
  );
}

function Credit({ column: { signup, monthly, price } }: Pick<PlanColumnProps, "column">) {
  if (monthly !== null)
    return (
      <>
        <Money micros={monthly.amount} /> credit {monthly.atOnce ? "at once and " : ""}each month, for {monthly.days}{" "}
        days
      </>
    );
  if (signup !== null)
    return (
      <>
        <Money micros={signup.amount} /> credit once at sign-up, for {signup.days} days
      </>
    );
  return price.kind === "contract" ? <>Credit and prices by contract</> : <>Without credit of its own</>;
}

interface EntitlementProps {
  readonly title: string;
  readonly value: CatalogPlan["entitlements"][string] | undefined;
  /** The plan in force has another value. */
  readonly isDifferent: boolean;
}

function Entitlement({ title, value, isDifferent }: EntitlementProps) {
  return (
    <li className="flex items-center justify-between gap-4 py-1.5">
      <span className="min-w-0 text-muted">{title}</span>
      <span className={classes("flex shrink-0 items-center gap-1.5 figures", isDifferent && "font-strong")}>
        {typeof value === "boolean" ? <Feature isOn={value} /> : valueWords(value)}
      </span>
    </li>
  );
}

function Feature({ isOn }: { readonly isOn: boolean }) {
  const Icon = isOn ? Check : Minus;
  return (
    <>
      <Icon aria-hidden="true" size={16} strokeWidth={2} className={isOn ? "text-accent" : "text-muted"} />
      <span className="sr-only">{valueWords(isOn)}</span>
    </>
  );
}

function OfferOf({ column, plan, catalog, interval, onAct }: PlanColumnProps) {
  const { id: org } = useOrg();
  const offer = offerOf(catalog, plan, column, interval);
  if (offer.kind === "sales")
    return (
      <Link to="/sales" search={{ org, plan: column.plan }} className={classes(buttonLook(), "w-full")}>
        Talk to sales
      </Link>
    );
  if (offer.kind === "scheduled")
    return (
      <p className="flex h-8 items-center text-13 text-muted">
        <span>
          From <Time at={offer.at} look="moment" />
        </span>
      </p>
    );
  if (offer.kind !== "act" || onAct === null) return <p className="h-8 max-desktop:hidden" />;
  const isUp = offer.act.kind === "start";
  return (
    <Button look={isUp ? "primary" : "quiet"} className="w-full" onClick={() => onAct(offer.act)}>
      {offer.label}
    </Button>
  );
}
