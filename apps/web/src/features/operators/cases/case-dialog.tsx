import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { DecideForm } from "./decide-form.tsx";
import { type ParkedAttempt, PURPOSES } from "./parked-attempt.ts";

interface CaseDialogProps {
  /** `null` closes the dialog. */
  readonly parked: ParkedAttempt | null;
  readonly onClose: () => void;
}

/** A payment that waits: what was asked for, what the payment service says now, and what can be done. */
export function CaseDialog({ parked, onClose }: CaseDialogProps) {
  return (
    <Dialog
      isOpen={parked !== null}
      onClose={onClose}
      title={parked === null ? "" : PURPOSES[parked.purpose]}
      description={parked?.organization ?? ""}
    >
      {parked !== null && <Case parked={parked} onClose={onClose} />}
    </Dialog>
  );
}

function Case({ parked: { org, attempt }, onClose }: { readonly parked: ParkedAttempt; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.operators.cases.get.queryOptions({ org, attempt }, { gcTime: 0, refetchOnWindowFocus: false }),
  );
  if (error !== null)
    return <OperatorProblem title="The payment did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="flex flex-col gap-4">
      <CaseFacts seen={data} onLookAgain={() => void refetch()} />
      {data.steps.length > 0 && <DecideForm org={org} seen={data} onClose={onClose} />}
    </div>
  );
}
