import { Card } from "../../../components/ui/card.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";

/** Placeholders for the page of a job. */
export function JobLoading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 tablet:gap-6">
      <span role="status" className="sr-only">
        The job is loading
      </span>
      <div className="grid items-start gap-4 tablet:gap-6 desktop:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4 tablet:gap-6">
          <div className="card flex flex-col gap-2 p-4 tablet:p-6">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-11 w-48" />
            <Skeleton className="h-5 w-full max-w-120" />
            <Skeleton className="mt-4 h-24 w-full" />
          </div>
          <Card title="Epochs">
            <Skeleton className="h-44 w-full" />
          </Card>
        </div>
        <Card title="On hold">
          <Skeleton className="h-44 w-full" />
        </Card>
      </div>
    </div>
  );
}
