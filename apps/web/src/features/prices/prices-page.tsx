import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { buttonLook } from "../../components/ui/button.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Field } from "../../components/ui/field.tsx";
import { NativeSelect } from "../../components/ui/native-select.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useSession } from "../../data/session.ts";
import { PlainShell } from "../../shell/plain-shell.tsx";
import { Calculator } from "./calculator.tsx";
import { PlanPrices } from "./plan-prices.tsx";
import { priceRows, rowsByKind } from "./price-rows.ts";
import { PriceTable } from "./price-table.tsx";
import { usePrices } from "./use-prices.ts";

/** Every price of the platform, for everybody: the catalog's, or those of an organization. */
export function PricesPage() {
  const { org, name, setOrg, choices } = useReader();
  const { catalog, error, refetch } = usePrices(org);
  const rows = useMemo(() => (catalog === undefined ? [] : priceRows(catalog)), [catalog]);
  const groups = useMemo(() => rowsByKind(rows), [rows]);
  const inOrder = useMemo(() => [...new Set(groups.flatMap((group) => group.rows))], [groups]);
  if (error !== null && catalog === undefined)
    return (
      <PlainShell isWide>
        <div className="card">
          <ErrorState title="The prices could not be loaded" error={error} onRetry={() => void refetch()} />
        </div>
      </PlainShell>
    );
  const hasContract = rows.some(({ isByContract }) => isByContract);
  return (
    <PlainShell isWide>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <p className="max-w-[60ch] text-14 text-pretty text-muted">
          {hasContract
            ? `The contract of ${name} decides the prices that are marked.`
            : "Usage is charged by the millisecond, to the micro-dollar. A part of a unit costs that part of its price."}
        </p>
        {choices.length > 1 && (
          <div className="w-64 max-w-full">
            <Field label="Prices of">
              <NativeSelect label="Prices of" value={org ?? LIST} onChange={setOrg} options={choices} />
            </Field>
          </div>
        )}
      </div>
      <div className="grid grid-cols-1 items-start gap-4 tablet:gap-6 desktop:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4 tablet:gap-6">
          {catalog === undefined ? (
            <Waiting />
          ) : (
            <>
              <PlanPrices plans={catalog.plans} />
              {groups.map((group) => (
                <PriceTable key={group.kind} {...group} />
              ))}
            </>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-desktop:order-first desktop:sticky desktop:top-[calc(var(--bar)+1.5rem)]">
          <Calculator rows={inOrder} />
          <ToSales org={org} />
        </div>
      </div>
    </PlainShell>
  );
}

const LIST = "list";

/** Whose prices the page shows: those of the person's first organization, if the address does not say it. */
function useReader() {
  const { organizations } = useSession();
  const { org: wanted } = useSearch({ from: "/prices" });
  const navigate = useNavigate({ from: "/prices" });
  const shown = wanted === LIST ? undefined : (organizations.find(({ id }) => id === wanted) ?? organizations[0]);
  const choices = [
    ...organizations.map(({ id, name }) => ({ value: id, label: name })),
    { value: LIST, label: "Everybody (list prices)" },
  ];
  const setOrg = (org: string) => void navigate({ search: (now) => ({ ...now, org }), replace: true });
  return { org: shown?.id, name: shown?.name ?? "", setOrg, choices };
}

function ToSales({ org }: { readonly org: string | undefined }) {
  return (
    <div className="card flex flex-col items-start gap-2 p-4">
      <p className="text-14 text-pretty">A contract has its own prices, for reserved capacity and for much usage.</p>
      <Link to="/sales" search={{ org }} className={buttonLook()}>
        Talk to sales
      </Link>
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-6">
      {["h-36", "h-64", "h-64"].map((height, index) => (
        <div key={index} className="card p-4">
          <Skeleton className="mb-4 h-5 w-32" />
          <Skeleton className={`${height} w-full`} />
        </div>
      ))}
    </div>
  );
}
