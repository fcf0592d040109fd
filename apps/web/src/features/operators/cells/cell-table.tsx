import { useMemo } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { type Cell, CONDITIONS, paceWords, versionWords } from "./cell.ts";
import { type CellCommand, CommandMenu } from "./cell-commands.tsx";

interface CellTableProps {
  readonly cells: readonly Cell[];
  readonly onCommand: (command: CellCommand) => void;
}

/** One line for each cell, with what the workers last reported of it. */
export function CellTable({ cells, onCommand }: CellTableProps) {
  const columns = useMemo(() => columnsWith(onCommand), [onCommand]);
  return <Table label="Cells" columns={columns} rows={cells} rowKey={({ name }) => name ?? ""} />;
}

const NOTHING = <span className="text-muted">–</span>;

const columnsWith = (onCommand: CellTableProps["onCommand"]): readonly Column<Cell>[] => [
  {
    key: "name",
    header: "Cell",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ name, isFirst }) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium">{name}</span>
        {isFirst && <span className="shrink-0 text-12 text-muted">first</span>}
      </span>
    ),
  },
  {
    key: "state",
    header: "State",
    phone: "detail",
    width: "minmax(9.5rem, 1.2fr)",
    cell: (cell) => <State cell={cell} />,
  },
  {
    key: "organizations",
    header: "Organizations",
    align: "end",
    phone: "note",
    width: "6.5rem",
    cell: ({ report }) =>
      report === null ? (
        NOTHING
      ) : (
        <span className="figures">
          {report.organizations.toLocaleString("en-US")}
          <span className="tablet:hidden"> {report.organizations === 1 ? "organization" : "organizations"}</span>
        </span>
      ),
  },
  {
    key: "pace",
    header: "Entries a second",
    align: "end",
    phone: "none",
    width: "7.5rem",
    cell: ({ report }) =>
      report === null ? NOTHING : <span className="figures">{paceWords(report.entriesPerSecond)}</span>,
  },
  {
    key: "due",
    header: "Oldest due",
    phone: "none",
    needs: "small",
    width: "7.5rem",
    cell: ({ report }) => <OldestDue report={report} />,
  },
  {
    key: "version",
    header: "Version",
    phone: "none",
    needs: "middle",
    align: "end",
    width: "4.5rem",
    cell: ({ report }) =>
      report?.schemaVersion == null ? (
        NOTHING
      ) : (
        <span className="figures" title={report.schemaVersion}>
          {versionWords(report.schemaVersion)}
        </span>
      ),
  },
  {
    key: "epoch",
    header: "Epoch",
    phone: "none",
    needs: "middle",
    align: "end",
    width: "5.5rem",
    cell: ({ epoch }) => <span className="figures">{epoch?.toLocaleString("en-US")}</span>,
  },
  {
    key: "reported",
    header: "Reported",
    phone: "none",
    needs: "middle",
    width: "7.5rem",
    cell: ({ report }) => (report === null ? <span className="text-muted">Never</span> : <Time at={report.at} />),
  },
  {
    key: "commands",
    header: "Commands",
    phone: "value",
    align: "end",
    width: "3rem",
    cell: (cell) => <CommandMenu cell={cell} onCommand={onCommand} />,
  },
];

function State({ cell: { condition, state } }: { readonly cell: Cell }) {
  const { word, tone } = CONDITIONS[condition];
  return (
    <span className="flex items-center gap-1.5">
      <Badge tone={tone} hasDot>
        {word}
      </Badge>
      {state === "draining" && <Badge tone="warn">Draining</Badge>}
    </span>
  );
}

function OldestDue({ report }: Pick<Cell, "report">) {
  if (report === null) return NOTHING;
  return report.oldestDueAt === null ? <span className="text-muted">None</span> : <Time at={report.oldestDueAt} />;
}
