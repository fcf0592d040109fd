import { Skeleton } from "../../../components/ui/skeleton.tsx";

/** A placeholder of the size of an explained charge. */
export function ExplanationSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-6">
      <span className="sr-only">Loading the entry</span>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-2/3" />
      </div>
      <Lines count={7} />
      <Lines count={2} />
      <Lines count={3} />
      <Lines count={5} />
    </div>
  );
}

function Lines({ count }: { readonly count: number }) {
  return (
    <div className="flex flex-col gap-1">
      <Skeleton className="h-4 w-28" />
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-8 items-center justify-between">
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
