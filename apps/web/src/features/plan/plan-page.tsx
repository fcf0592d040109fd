import { roleHas } from "@scrip/domain/access";
import type { Interval } from "@scrip/domain/plans/subscriptions";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import type { Catalog } from "../../data/catalog.ts";
import { useOrg } from "../../data/org.ts";
import type { Plan } from "../../data/plan.ts";
import { CurrentPlan } from "./current-plan.tsx";
import { LimitsCard } from "./limits-card.tsx";
import { PendingPayment } from "./pending-payment.tsx";
import { PeriodsCard } from "./periods-card.tsx";
import type { PlanAct } from "./plan-act.ts";
import { PlanColumn } from "./plan-column.tsx";
import { PlanDialog } from "./plan-dialog.tsx";
import { usePlan } from "./use-plan.ts";

/** The plan of the organization: where it stands, what it allows, and what else there is. */
export function PlanPage() {
  const { plan, catalog, error, refetch } = usePlan();
  if (error !== null && (plan === undefined || catalog === undefined))
    return (
      <div className="card">
        <ErrorState title="The plan could not be loaded" error={error} onRetry={refetch} />
      </div>
    );
  if (plan === undefined || catalog === undefined) return <Waiting />;
  return <Loaded plan={plan} catalog={catalog} />;
}

interface LoadedProps {
  readonly plan: Plan;
  readonly catalog: Catalog;
}

function Loaded({ plan, catalog }: LoadedProps) {
  const { id: org, role } = useOrg();
  const [act, setAct] = useState<PlanAct | null>(null);
  const mayChange = roleHas(role, "plan:write");
  const onAct = mayChange ? setAct : null;
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      {plan.pending !== null && <PendingPayment pending={plan.pending} catalog={catalog} mayChange={mayChange} />}
      <CurrentPlan plan={plan} catalog={catalog} onAct={onAct} />
      <LimitsCard />
      <Plans plan={plan} catalog={catalog} onAct={onAct} />
      <p className="text-13 text-muted">
        {!mayChange && "An owner, an admin or a billing member can change the plan. "}
        <TextLink to="/prices" search={{ org }} isInText>
          See all prices
        </TextLink>
      </p>
      <PeriodsCard plan={plan} catalog={catalog} />
      {act !== null && <PlanDialog act={act} plan={plan} catalog={catalog} onClose={() => setAct(null)} />}
    </div>
  );
}

const route = getRouteApi("/o/$org/plan");

const INTERVALS = [
  { value: "month", label: "Monthly" },
  { value: "year", label: "Yearly" },
] as const;

interface PlansProps extends LoadedProps {
  readonly onAct: ((act: PlanAct) => void) | null;
}

/** The plans of the catalog side by side. */
function Plans({ plan, catalog, onAct }: PlansProps) {
  const { interval: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const interval: Interval = wanted ?? plan.interval ?? "month";
  const isSoldYearly = catalog.plans.some(({ price }) => price.yearly !== null);
  return (
    <section aria-labelledby="plans" className="flex flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 id="plans" className="text-16 font-strong">
          Plans
        </h2>
        {isSoldYearly && (
          <Segmented
            label="Paid"
            value={interval}
            options={INTERVALS}
            onChange={(next) => void navigate({ search: (now) => ({ ...now, interval: next }), replace: true })}
          />
        )}
      </div>
      <ul className="grid grid-cols-1 gap-3 tablet:grid-cols-2 desktop:auto-cols-fr desktop:grid-flow-col desktop:grid-cols-none desktop:grid-rows-[auto_1fr_auto] desktop:gap-y-0">
        {catalog.plans.map((column) => (
          <PlanColumn
            key={column.plan}
            column={column}
            plan={plan}
            catalog={catalog}
            interval={interval}
            onAct={onAct}
          />
        ))}
      </ul>
    </section>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-6">
      <div className="card p-6">
        <Skeleton className="h-9 w-32" />
        <Skeleton className="mt-3 h-5 w-96 max-w-full" />
      </div>
      <div className="grid grid-cols-1 gap-3 desktop:grid-cols-3">
        {[1, 2, 3].map((column) => (
          <div key={column} className="card p-4">
            <Skeleton className="h-64 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
