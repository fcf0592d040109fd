import { useCallback, useMemo } from "react";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { useIsPhone } from "../../components/ui/use-media.ts";
import { useOrg } from "../../data/org.ts";
import type { UsageRow } from "./usage-rows.ts";
import type { UsageView } from "./usage-search.ts";

interface UsageTableProps {
  readonly rows: readonly UsageRow[];
  readonly view: UsageView;
  readonly isLoading: boolean;
  readonly isStale: boolean;
}

const quiet = (text: string) => <span className="text-muted">{text}</span>;

const NAME: Record<UsageView, string> = { resource: "Resource", project: "Project", member: "Member", day: "Day" };

const COUNT: Column<UsageRow> = {
  key: "count",
  header: "Charges",
  align: "end",
  phone: "detail",
  width: "6rem",
  needs: "small",
  cell: ({ count }) => quiet(count === null ? "–" : `${count.toLocaleString("en")}`),
};

const RETURNED: Column<UsageRow> = {
  key: "returned",
  header: "Given back",
  align: "end",
  phone: "none",
  width: "7rem",
  needs: "small",
  micros: ({ returned }) => (returned === "0" ? null : returned),
  cell: ({ returned }) =>
    returned === null || returned === "0" ? quiet("–") : <Money micros={returned} sign="always" tone="auto" />,
};

const USED: Column<UsageRow> = {
  key: "used",
  header: "Used",
  align: "end",
  phone: "value",
  width: "7rem",
  micros: ({ used }) => used,
  cell: ({ used }) => <Money micros={used} />,
};

const SHARE: Column<UsageRow> = {
  key: "share",
  header: "Share",
  align: "end",
  phone: "note",
  width: "5rem",
  cell: ({ share }) => quiet(share),
};

/** A phone shows no headers. */
const COUNT_ON_PHONE: Column<UsageRow> = {
  ...COUNT,
  cell: ({ count }) => quiet(count === null ? "–" : count === 1 ? "1 charge" : `${count.toLocaleString("en")} charges`),
};

function columnsOf(view: UsageView, isPhone: boolean): readonly Column<UsageRow>[] {
  const name: Column<UsageRow> = {
    key: "name",
    header: NAME[view],
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ name: words }) => words,
  };
  return view === "day" ? [name, USED, SHARE] : [name, isPhone ? COUNT_ON_PHONE : COUNT, RETURNED, USED, SHARE];
}

/** Usage by group or by day. A row leads to its lines in the history. */
export function UsageTable({ rows, view, isLoading, isStale }: UsageTableProps) {
  const { id: org } = useOrg();
  const isPhone = useIsPhone();
  const columns = useMemo(() => columnsOf(view, isPhone), [view, isPhone]);
  const rowLink = useCallback(
    ({ activity }: UsageRow) => ({
      to: "/o/$org/activity" as const,
      params: { org },
      search: activity ?? { kind: "usage" },
    }),
    [org],
  );
  return (
    <Table
      label={`Usage by ${NAME[view].toLowerCase()}`}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      rowLink={rowLink}
      isLoading={isLoading}
      isStale={isStale}
      skeletonRows={5}
    />
  );
}
