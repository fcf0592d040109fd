import { Activity } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { OfflineNote } from "../../components/ui/offline-note.tsx";
import { RefusedState } from "../../components/ui/refused-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Sample, Samples } from "./section.tsx";

/** An error like one of the API: a sentence, a code and a request id. */
const FAILED = Object.assign(new Error("Something went wrong on our side. Quote the request id to the operators."), {
  data: {
    httpStatus: 500,
    scrip: { code: "internal", details: {}, retryAfterMs: null, requestId: "7b1c2a52-0f3e-4a86-9f0e-2d0d2b6f7f11" },
  },
});

export function StateSamples() {
  return (
    <>
      <Samples>
        <Sample name="empty">
          <div className="card w-full">
            <EmptyState icon={Activity} title="No credit history found" action={<Button>Top up</Button>}>
              Every credit that comes in and every charge is listed here, from the first one on.
            </EmptyState>
          </div>
        </Sample>
        <Sample name="error">
          <div className="card w-full">
            <ErrorState title="Jobs could not be loaded" error={FAILED} onRetry={() => undefined} />
          </div>
        </Sample>
        <Sample name="refused">
          <div className="card w-full">
            <RefusedState title="This needs $4.12 more credit" action={<Button look="primary">Top up</Button>}>
              The job asks for $16.12 before it starts; $12.00 is available.
            </RefusedState>
          </div>
        </Sample>
        <Sample name="the server is not reached">
          <div className="card w-full">
            <ErrorState error={new TypeError("Failed to fetch")} onRetry={() => undefined} />
          </div>
        </Sample>
        <Sample name="on its way">
          <div aria-busy="true" className="card flex w-full flex-col gap-3 p-4">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-10 w-48" />
            <Skeleton className="h-2 w-full" />
          </div>
        </Sample>
      </Samples>
      <Sample name="offline">
        <div className="w-full overflow-hidden rounded-base">
          <OfflineNote age="3 minutes ago" />
        </div>
      </Sample>
    </>
  );
}
