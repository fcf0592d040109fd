import { roleHas } from "@scrip/domain/access";
import { Gauge, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { ConfirmDialog } from "../../components/confirm/confirm-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { trpcClient } from "../../data/trpc.ts";
import { BudgetDialog } from "./budget-dialog.tsx";
import { budgetPhrase } from "./budget-words.ts";
import { type BudgetAct, BudgetsTable } from "./budgets-table.tsx";
import { HistoryDrawer } from "./history-drawer.tsx";
import { type Budget, nameOf, useBudgets, useBudgetsChanged } from "./use-budgets.ts";

/** The budgets of an organization: what each has used in its window, and what happens when it is full. */
export function BudgetsPage() {
  const { role } = useOrg();
  const { data, isPending, error, refetch } = useBudgets();
  const [isCreating, setIsCreating] = useState(false);
  const [chosen, setChosen] = useState<{ readonly act: BudgetAct; readonly budget: Budget } | null>(null);
  const onAct = useCallback((act: BudgetAct, budget: Budget) => setChosen({ act, budget }), []);
  const mayWrite = roleHas(role, "budgets:write");
  const mayChange = useCallback(
    ({ scope, name }: Budget) => mayWrite && (scope !== "key" || (name !== null && roleHas(role, "keys:write"))),
    [mayWrite, role],
  );
  if (data === undefined && error !== null)
    return (
      <div className="card">
        <ErrorState title="The budgets could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  const create = mayWrite && (
    <Button look="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New budget
    </Button>
  );
  const budgets = data?.budgets ?? [];
  const of = (act: BudgetAct): Budget | undefined => (chosen?.act === act ? chosen.budget : undefined);
  const close = () => setChosen(null);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[64ch] text-14 text-muted">
          A budget limits what the organization, a project, a member or a service key may use in a day, in a month or in
          all. Credit on hold counts as used; what is released counts no more.
        </p>
        {budgets.length > 0 && create}
      </div>
      <BudgetsTable
        budgets={budgets}
        isLoading={isPending}
        onAct={onAct}
        mayChange={mayChange}
        empty={
          <EmptyState icon={Gauge} title="No budgets yet" action={create || undefined}>
            Without one, everything may use all credit. Set one to keep a project or a key within a sum.
          </EmptyState>
        }
      />
      {isCreating && <BudgetDialog isOpen onClose={() => setIsCreating(false)} />}
      {of("change") !== undefined && <BudgetDialog isOpen onClose={close} budget={of("change")} />}
      <HistoryDrawer budget={of("history") ?? null} onClose={close} />
      <RemoveDialog budget={of("remove")} onClose={close} />
    </div>
  );
}

function RemoveDialog({ budget, onClose }: { readonly budget: Budget | undefined; readonly onClose: () => void }) {
  const org = useOrg();
  const changed = useBudgetsChanged();
  const remove = async (): Promise<void> => {
    if (budget === undefined) return;
    await trpcClient.budgets.remove.mutate({ org: org.id, ...nameOf(budget) });
    toast({ title: "The budget is removed", tone: "good" });
    await changed();
  };
  return (
    <ConfirmDialog
      isOpen={budget !== undefined}
      onClose={onClose}
      title="Remove this budget?"
      act="Remove the budget"
      keep="Keep it"
      isDangerous
      run={remove}
    >
      {budget !== undefined &&
        `${budgetPhrase(budget)} no longer limits anything, from the next command on. What is used is still counted, so that a later budget begins with it.`}
    </ConfirmDialog>
  );
}
