import { Drawer } from "../../components/ui/drawer.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { BudgetBar } from "./budget-bar.tsx";
import { PERIOD_WORDS, subjectWords, windowWords } from "./budget-words.ts";
import { type Budget, nameOf, useHistory } from "./use-budgets.ts";

interface HistoryDrawerProps {
  readonly budget: Budget | null;
  readonly onClose: () => void;
}

/** What was used in the windows of a budget, the newest first. */
export function HistoryDrawer({ budget, onClose }: HistoryDrawerProps) {
  return (
    <Drawer
      isOpen={budget !== null}
      onClose={onClose}
      title={budget === null ? "" : `${subjectWords(budget)}, ${PERIOD_WORDS[budget.period]}`}
    >
      {budget !== null && <Windows budget={budget} />}
    </Drawer>
  );
}

function Windows({ budget }: { readonly budget: Budget }) {
  const { data, error, refetch } = useHistory(nameOf(budget));
  if (error !== null && data === undefined)
    return <ErrorState title="The windows could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-48 w-full" />;
  const { windows } = data;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-13 text-muted">
        Work counts in the window in which its credit was put on hold. The bars compare with the cap of today.
      </p>
      {windows.length === 0 && <p>Nothing was used yet.</p>}
      <ul className="flex flex-col gap-3">
        {windows.map(({ from, used }) => (
          <li key={from} className="flex flex-col gap-1">
            <span className="flex justify-between gap-4">
              <span>{windowWords(budget.period, from)}</span>
              <Money micros={used} kind="owed" />
            </span>
            <BudgetBar used={used} held="0" cap={budget.cap} />
          </li>
        ))}
      </ul>
      {data.next !== null && <p className="text-13 text-muted">Older windows are not shown.</p>}
    </div>
  );
}
