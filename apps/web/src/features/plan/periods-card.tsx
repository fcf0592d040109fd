import { useMemo } from "react";
import { Card } from "../../components/ui/card.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { Time, TimeRange } from "../../components/ui/time.tsx";
import type { Catalog } from "../../data/catalog.ts";
import type { Plan } from "../../data/plan.ts";
import { PAID_BY, planTitle } from "../../words/plan-words.ts";

type Period = Plan["periods"][number];

interface PeriodsCardProps {
  readonly plan: Plan;
  readonly catalog: Catalog;
}

/** The periods that were paid, the newest first. */
export function PeriodsCard({ plan: { periods }, catalog: { plans } }: PeriodsCardProps) {
  const rows = useMemo(() => [...periods].reverse(), [periods]);
  const columns = useMemo(() => columnsWith((plan) => planTitle(plans, plan)), [plans]);
  if (rows.length === 0) return null;
  return (
    <Card title="Periods" isFlush>
      <Table
        label="Periods"
        look="plain"
        columns={columns}
        rows={rows}
        rowKey={({ from }) => from}
        total={rows.length}
      />
    </Card>
  );
}

const columnsWith = (titleOf: (plan: string) => string): readonly Column<Period>[] => [
  {
    key: "period",
    header: "Period",
    phone: "title",
    width: "minmax(0, 1.6fr)",
    cell: ({ from, until }) => <TimeRange from={from} until={until} />,
  },
  {
    key: "plan",
    header: "Plan",
    phone: "detail",
    width: "minmax(0, 1fr)",
    cell: ({ plan, interval }) => `${titleOf(plan)}, ${PAID_BY[interval]}`,
  },
  {
    key: "paid",
    header: "Paid",
    phone: "note",
    width: "8rem",
    cell: ({ paidAt }) =>
      paidAt === null ? <span className="text-warn">Not yet</span> : <Time at={paidAt} look="day" />,
  },
  {
    key: "price",
    header: "Price",
    phone: "value",
    align: "end",
    micros: ({ price }) => price,
    cell: ({ price }) => <Money micros={price} kind="exact" />,
  },
];
