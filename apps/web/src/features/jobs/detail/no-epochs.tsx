import { ChartNoAxesColumn } from "lucide-react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import type { Answers } from "../../../data/trpc.ts";

/** Shown while a job has no epochs. It says when the first one will appear. */
export function NoEpochs({ mode }: { readonly mode: Answers["jobs"]["story"]["job"]["mode"] }) {
  return (
    <Card title="Epochs" isFlush>
      <EmptyState icon={ChartNoAxesColumn} title="Nothing was reported yet">
        {mode === "timed"
          ? "This job is billed once, when it ends. All of its estimate is on hold until then."
          : "The first epoch appears here when it ends."}
      </EmptyState>
    </Card>
  );
}
