import { History, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Badge } from "../../components/ui/badge.tsx";
import { IconButton } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { BudgetBar } from "./budget-bar.tsx";
import {
  budgetPhrase,
  modeWords,
  PERIOD_TITLES,
  SCOPE_WORDS,
  subjectWords,
  thresholdOf,
  windowWords,
} from "./budget-words.ts";
import type { Budget } from "./use-budgets.ts";

/** What a person may do with a budget. */
export type BudgetAct = "change" | "history" | "remove";

interface BudgetsTableProps {
  readonly budgets: readonly Budget[];
  readonly isLoading: boolean;
  readonly onAct: (act: BudgetAct, budget: Budget) => void;
  /** The acts that the member's role has for a budget. */
  readonly mayChange: (budget: Budget) => boolean;
  readonly empty: ReactNode;
}

/** The budgets of an organization with their present windows, the narrowest first. */
export function BudgetsTable({ budgets, isLoading, onAct, mayChange, empty }: BudgetsTableProps) {
  const columns = useMemo(() => columnsWith(onAct, mayChange), [onAct, mayChange]);
  return (
    <Table
      label="Budgets"
      columns={columns}
      rows={budgets}
      rowKey={({ scope, id, period }) => `${scope} ${period} ${id ?? ""}`}
      isLoading={isLoading}
      skeletonRows={3}
      empty={empty}
    />
  );
}

const columnsWith = (
  onAct: BudgetsTableProps["onAct"],
  mayChange: BudgetsTableProps["mayChange"],
): readonly Column<Budget>[] => [
  {
    key: "subject",
    header: "Whose use",
    phone: "title",
    width: "minmax(0, 1.2fr)",
    cell: (budget) => <Subject {...budget} />,
  },
  {
    key: "used",
    header: "Used",
    phone: "detail",
    width: "minmax(0, 1.6fr)",
    cell: (budget) => <Used {...budget} />,
  },
  {
    key: "window",
    header: "Window",
    phone: "note",
    width: "8.5rem",
    needs: "small",
    cell: ({ period, from }) => <span className="text-muted">{windowWords(period, from)}</span>,
  },
  {
    key: "mode",
    header: "When it is full",
    phone: "none",
    width: "minmax(0, 1fr)",
    needs: "middle",
    cell: ({ mode }) => <span className="text-muted">{modeWords(mode)}</span>,
  },
  {
    key: "actions",
    header: "Actions",
    align: "end",
    phone: "value",
    width: "3.5rem",
    cell: (budget) => <Actions budget={budget} onAct={onAct} mayChange={mayChange(budget)} />,
  },
];

function Subject(budget: Budget) {
  return (
    <span className="flex min-w-0 flex-col">
      <span className="truncate font-medium">{subjectWords(budget)}</span>
      <span className="truncate text-12 text-muted">
        {budget.scope !== "organization" && `${SCOPE_WORDS[budget.scope]}, `}
        {PERIOD_TITLES[budget.period].toLowerCase().replace("utc", "UTC")}
      </span>
    </span>
  );
}

function Used({ used, held, cap, mode }: Budget) {
  const threshold = thresholdOf({ used, cap });
  return (
    <span className="flex min-w-0 max-w-80 flex-col gap-1 py-1">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        <span className="whitespace-nowrap">
          <Money micros={used} kind="owed" /> of <Money micros={cap} kind="available" />
        </span>
        {threshold >= 80 && (
          <Badge tone={threshold === 100 ? "bad" : "warn"}>{threshold === 100 ? "Full" : "Above 80 %"}</Badge>
        )}
        {mode === "alert" && <Badge>Alert only</Badge>}
      </span>
      <BudgetBar used={used} held={held} cap={cap} />
      {held !== "0" && (
        <span className="text-12 text-muted">
          <Money micros={held} kind="owed" /> of it is on hold
        </span>
      )}
    </span>
  );
}

interface ActionsProps {
  readonly budget: Budget;
  readonly onAct: BudgetsTableProps["onAct"];
  readonly mayChange: boolean;
}

function Actions({ budget, onAct, mayChange }: ActionsProps) {
  const act = (name: BudgetAct) => () => onAct(name, budget);
  const change = [
    { key: "change", label: "Change", icon: Pencil, onSelect: act("change") },
    { key: "remove", label: "Remove", icon: Trash2, tone: "bad", onSelect: act("remove") },
  ] as const;
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={MoreHorizontal} label={`Actions for ${budgetPhrase(budget)}`} />}
      sections={[
        {
          key: "look",
          items: [{ key: "history", label: "Earlier windows", icon: History, onSelect: act("history") }],
        },
        ...(mayChange ? [{ key: "change", items: [...change] }] : []),
      ]}
    />
  );
}
