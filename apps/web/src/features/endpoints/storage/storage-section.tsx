import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useOrg } from "../../../data/org.ts";
import { MonthStep } from "./month-step.tsx";
import { NoStorage } from "./no-storage.tsx";
import { ResourceCard } from "./resource-card.tsx";
import { type StorageMonth, storageQuery } from "./storage-query.ts";
import type { StorageSearch } from "./storage-search.ts";
import { VolumeDrawer } from "./volume-drawer.tsx";
import { VolumesTable } from "./volumes-table.tsx";

const route = getRouteApi("/o/$org/endpoints/");

/** What an organization stores: beside what its plan includes, what a month costs, and each volume. */
export function StorageSection() {
  const { id: org } = useOrg();
  const { month, volume } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isPlaceholderData } = useQuery(storageQuery(org, month));
  const show = (search: StorageSearch) => void navigate({ search, resetScroll: false });
  const last = data?.at.slice(0, 7);
  return (
    <section aria-labelledby="storage" className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="storage" className="text-16 font-strong">
          Storage
        </h2>
        {data !== undefined && last !== undefined && (isStored(data) || month !== undefined) && (
          <MonthStep month={month ?? last} last={last} onMonth={(next) => show(next === last ? {} : { month: next })} />
        )}
      </div>
      {data === undefined && error !== null ? (
        <ErrorState title="The storage could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Stored org={org} month={data} isStale={isPlaceholderData} shown={volume} />
      )}
      <VolumeDrawer org={org} volume={volume} onClose={() => show(month === undefined ? {} : { month })} />
    </section>
  );
}

interface StoredProps {
  readonly org: string;
  readonly month: StorageMonth | undefined;
  readonly isStale: boolean;
  readonly shown: string | undefined;
}

function Stored({ org, month, isStale, shown }: StoredProps) {
  if (month === undefined) return <Loading />;
  const { from, until, at, resources } = month;
  const isRunning = at >= from && at < until;
  if (isRunning && !isStored(month)) return <NoStorage />;
  const shownResources = resources.filter(hasStorage);
  const volumes = resources.reduce((sum, each) => sum + each.volumes, 0);
  return (
    <div className={isStale ? "flex flex-col gap-4 opacity-60 transition-opacity" : "flex flex-col gap-4"}>
      {shownResources.length === 0 && <p className="card p-4 text-14 text-muted">Nothing was charged in this month.</p>}
      {shownResources.map((storage) => (
        <ResourceCard key={storage.resource} storage={storage} month={from.slice(0, 7)} isRunning={isRunning} />
      ))}
      {volumes > 0 && <VolumesTable org={org} shown={shown} total={volumes} />}
    </div>
  );
}

type Resource = StorageMonth["resources"][number];

/** Whether something of a resource is stored now, or was charged in the month. */
const hasStorage = ({ volumes, days, used }: Resource): boolean => volumes > 0 || days.length > 0 || used !== "0";

const isStored = ({ resources }: StorageMonth): boolean => resources.some(hasStorage);

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <span role="status" className="sr-only">
        The storage is loading
      </span>
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
