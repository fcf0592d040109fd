import { useMemo } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { useNowAs } from "../../../data/now.tsx";
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
    cell: (cell) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium">{cell.name}</span>
        {cell.isFirst && <span className="shrink-0 text-12 text-muted">first</span>}
        <span className="shrink-0 tablet:hidden">
          <State cell={cell} />
        </span>
      </span>
    ),
  },
  {
    key: "state",
    header: "State",
    phone: "none",
    width: "minmax(9.5rem, 1.2fr)",
    cell: (cell) => <State cell={cell} />,
  },
  {
    key: "organizations",
    header: "Organizations",
    align: "end",
    phone: "detail",
    width: "6.5rem",
    cell: ({ report }) => (
      <Count
        words={report?.organizations.toLocaleString("en-US")}
        noun={report?.organizations === 1 ? "organization" : "organizations"}
      />
    ),
  },
  {
    key: "pace",
    header: "Entries a second",
    align: "end",
    phone: "note",
    width: "7.5rem",
    cell: ({ report }) => (
      <Count words={report === null ? undefined : paceWords(report.entriesPerSecond)} noun="entries a second" />
    ),
  },
  {
    key: "due",
    header: "Oldest due",
    align: "end",
    phone: "none",
    needs: "small",
    width: "8rem",
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
    align: "end",
    width: "8rem",
    cell: ({ report }) => (report === null ? <span className="text-muted">Never</span> : <Reported at={report.at} />),
  },
  {
    key: "commands",
    header: "Commands",
    phone: "value",
    align: "end",
    width: "5.5rem",
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

/** Workers report each minute. */
const LATE_MS = 180_000;

/** When a cell was reported last. A report that is late is marked: its figures are old. */
function Reported({ at }: { readonly at: string }) {
  const isLate = useNowAs((now) => now - Date.parse(at) > LATE_MS);
  return (
    <span className={isLate ? "text-warn" : undefined}>
      <Time at={at} />
      {isLate && <span className="sr-only">, late</span>}
    </span>
  );
}

/** A figure; a phone has no headers, so its noun follows there. */
function Count({ words, noun }: { readonly words: string | undefined; readonly noun: string }) {
  if (words === undefined) return NOTHING;
  return (
    <span className="figures">
      {words}
      <span className="tablet:hidden"> {noun}</span>
    </span>
  );
}

function OldestDue({ report }: Pick<Cell, "report">) {
  if (report === null) return NOTHING;
  return report.oldestDueAt === null ? <span className="text-muted">None</span> : <Time at={report.oldestDueAt} />;
}
