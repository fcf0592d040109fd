import { ReceiptText } from "lucide-react";
import { useMemo } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { resourceWords } from "../../../words/resource-words.ts";
import type { Statement, StatementLine } from "./statement-query.ts";

/** The usage of a month by project, resource and job, and late usage at the end. */
export function UsageLines({ org, statement }: { readonly org: string; readonly statement: Statement }) {
  const rows = useMemo(() => statement.lines.filter(({ part }) => part === "used"), [statement]);
  const columns = useMemo(() => columnsIn(org), [org]);
  const total = statement.sums.find(({ part }) => part === "used")?.amounts.worth ?? "0";
  return (
    <Card title="Usage" isFlush actions={rows.length > 0 && <Used worth={total} />}>
      <Table
        label="Usage of the month"
        look="plain"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        empty={
          <EmptyState icon={ReceiptText} title="Nothing was used">
            The month has no usage.
          </EmptyState>
        }
      />
      {rows.some(({ work }) => work?.isLate === true) && (
        <p className="border-t border-line px-4 py-3 text-13 text-pretty text-muted">
          Late: the work was done in an earlier month and was reported in this one.
        </p>
      )}
    </Card>
  );
}

function Used({ worth }: { readonly worth: string }) {
  return (
    <span className="text-14 font-strong">
      <Money micros={-BigInt(worth)} kind="exact" label="Used in all" />
    </span>
  );
}

function keyOf({ work, jobs }: StatementLine): string {
  return JSON.stringify([work?.project, work?.resource, work?.job, work?.isLate, jobs]);
}

const quiet = (text: string) => <span className="text-muted">{text}</span>;

/** The cost of a line: usage that credit paid, or that is owed. */
const cost = ({ amounts }: StatementLine): string => String(-BigInt(amounts.worth));

function amountColumn(
  key: string,
  header: string,
  of: (line: StatementLine) => string,
  terms: Partial<Column<StatementLine>>,
): Column<StatementLine> {
  return {
    key,
    header,
    align: "end",
    width: "6.5rem",
    micros: of,
    cell: (line) => (of(line) === "0" ? quiet("–") : <Money micros={of(line)} kind="exact" />),
    ...terms,
  };
}

const columnsIn = (org: string): readonly Column<StatementLine>[] => [
  {
    key: "job",
    header: "Job",
    phone: "title",
    width: "minmax(0, 1.6fr)",
    cell: (line) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">
          <JobName org={org} line={line} />
        </span>
        {line.work?.isLate === true && <Badge tone="warn">Late</Badge>}
      </span>
    ),
  },
  {
    key: "resource",
    header: "Resource",
    phone: "detail",
    width: "minmax(0, 1.1fr)",
    cell: ({ work }) => (work?.resource == null ? quiet("–") : resourceWords(work.resource)),
  },
  {
    key: "project",
    header: "Project",
    phone: "note",
    width: "minmax(0, 1fr)",
    cell: ({ work }) => (work?.project == null ? quiet("–") : work.project),
  },
  amountColumn("promotional", "Promotional", ({ amounts }) => String(-BigInt(amounts.promotional)), {
    phone: "none",
    needs: "middle",
  }),
  amountColumn("paid", "Paid", ({ amounts }) => String(-BigInt(amounts.paid)), { phone: "none", needs: "middle" }),
  amountColumn("owed", "Owed", ({ amounts }) => amounts.owed, { phone: "none", needs: "middle" }),
  amountColumn("cost", "In all", cost, { phone: "value" }),
];

function JobName({ org, line: { work, jobs } }: { readonly org: string; readonly line: StatementLine }) {
  if (work?.job != null)
    return (
      <TextLink to="/o/$org/jobs/$job" params={{ org, job: work.job }} isQuiet>
        {work.job}
      </TextLink>
    );
  if (jobs > 0) return quiet(`${jobs.toLocaleString("en-US")} more ${jobs === 1 ? "job" : "jobs"}`);
  return quiet("Without a job");
}
