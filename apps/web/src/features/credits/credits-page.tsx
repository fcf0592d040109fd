import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Coins, Ticket } from "lucide-react";
import { useMemo } from "react";
import { AddCredit } from "../../components/credit/add-credit.tsx";
import { TopUpCard } from "../../components/top-up/top-up-card.tsx";
import { buttonLook } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useOrg } from "../../data/org.ts";
import { overviewQuery } from "../../data/overview.ts";
import { AllGrants } from "./all-grants.tsx";
import { BalanceParts } from "./balance-parts.tsx";
import { inBurnOrder, usedNext } from "./burn-order.ts";
import { ComesNext } from "./comes-next.tsx";
import { GrantCard } from "./grant-card.tsx";
import { OpenPurchases } from "./open-purchases.tsx";
import { useOpenGrants } from "./use-grants.ts";

const route = getRouteApi("/o/$org/credits");

const SHOWN = [
  { value: "open", label: "In use" },
  { value: "all", label: "All credit" },
] as const;

/** The parts of the balance, and each grant: where it comes from, what is left of it, and what it paid. */
export function CreditsPage() {
  const { id: org } = useOrg();
  const overview = useQuery(overviewQuery(org));
  const { shown = "open" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      <BalanceParts overview={overview.data} actions={<Actions />} />
      <OpenPurchases />
      <TopUpCard />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[60ch] text-13 text-pretty text-muted">
          {shown === "open"
            ? "Work uses credit from the top: what expires first, and given credit before bought credit."
            : "All credit in the order in which it came."}
        </p>
        <Segmented
          label="Which credit"
          value={shown}
          options={SHOWN}
          onChange={(next) =>
            void navigate({ search: (now) => ({ ...now, shown: next === "all" ? next : undefined }), replace: true })
          }
        />
      </div>
      {shown === "open" ? <OpenGrants /> : <AllGrants />}
    </div>
  );
}

function Actions() {
  const { id: org, role } = useOrg();
  return (
    <div className="flex flex-wrap gap-2">
      <AddCredit />
      {roleHas(role, "codes:redeem") && (
        <Link to="/redeem" search={{ org }} className={buttonLook()}>
          <Ticket aria-hidden="true" size={16} strokeWidth={1.75} />
          Redeem a code
        </Link>
      )}
    </div>
  );
}

function OpenGrants() {
  const { data, error, refetch } = useOpenGrants();
  const grants = useMemo(() => inBurnOrder(data?.grants ?? []), [data]);
  const next = usedNext(grants);
  if (data === undefined && error !== null)
    return (
      <div className="card">
        <ErrorState title="The credit could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (data === undefined)
    return (
      <div aria-busy="true" className="flex flex-col gap-3">
        {[1, 2, 3].map((card) => (
          <div key={card} className="card p-4">
            <Skeleton className="h-20 w-full" />
          </div>
        ))}
      </div>
    );
  return (
    <>
      {grants.length === 0 ? (
        <div className="card">
          <EmptyState icon={Coins} title="There is no open credit">
            Credit that you get or buy is listed here, until it is used up or expires.
          </EmptyState>
        </div>
      ) : (
        <ol aria-label="Credit in the order of its use" className="flex flex-col gap-3">
          {grants.map((grant) => (
            <GrantCard key={grant.grant} grant={grant} isNext={grant === next} />
          ))}
        </ol>
      )}
      {data.next !== null && (
        <p className="text-13 text-muted">More grants are open than one page shows: these are the oldest 1,000.</p>
      )}
      <ComesNext />
    </>
  );
}
