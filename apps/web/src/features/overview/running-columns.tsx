import type { ReactNode } from "react";
import { UsedByEndpoint } from "../../components/endpoints/used-by-endpoint.tsx";
import { UsedSoFar } from "../../components/jobs/used-so-far.tsx";
import { Money } from "../../components/ui/money.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { Tooltip } from "../../components/ui/tooltip.tsx";
import { mostUsed } from "../../words/accrued.ts";
import { usedByEndpoint } from "../../words/accrued-by-endpoint.ts";
import { workloadWords } from "../../words/resource-words.ts";
import { sizeWords, volumesWords } from "../../words/size-words.ts";
import { perHourOf, type RunningLine } from "./running-lines.ts";

/** The columns of the running work. */
export const RUNNING_COLUMNS: readonly Column<RunningLine>[] = [
  { key: "name", header: "Work", phone: "title", width: "minmax(0, 1fr)", cell: nameOf },
  { key: "resource", header: "Resource", phone: "detail", width: "minmax(0, 1fr)", cell: resourceOf },
  {
    key: "pace",
    header: "Per hour",
    align: "end",
    phone: "note",
    width: "5rem",
    micros: perHourOf,
    beside: "/h".length,
    cell: (line) => <Money micros={perHourOf(line)} unit="/h" />,
  },
  {
    key: "charged",
    header: "So far",
    align: "end",
    phone: "value",
    width: "5rem",
    micros: usedBy,
    cell: (line) => <Used line={line} />,
  },
  {
    key: "held",
    header: "On hold",
    align: "end",
    phone: "none",
    width: "5rem",
    needs: "small",
    micros: heldBy,
    cell: (line) => <Held micros={heldBy(line)} />,
  },
];

function nameOf(line: RunningLine): ReactNode {
  if (line.kind === "job") return line.job.job;
  if (line.kind === "storage") return "Storage";
  return (
    <>
      {line.endpoint.endpoint} <span className="text-muted">endpoint</span>
    </>
  );
}

function resourceOf(line: RunningLine): string {
  if (line.kind === "job") return workloadWords(line.job);
  if (line.kind === "endpoint") return workloadWords(line.endpoint);
  return `${sizeWords(line.storage.bytes)} in ${volumesWords(line.storage.volumes)}`;
}

function usedBy(line: RunningLine): string {
  if (line.kind === "job") return mostUsed(line.job);
  return line.kind === "endpoint" ? usedByEndpoint(line.endpoint) : line.storage.month;
}

/** Only jobs hold credit. */
function heldBy(line: RunningLine): string | null {
  return line.kind === "job" ? line.job.held : null;
}

function Used({ line }: { readonly line: RunningLine }) {
  if (line.kind === "job") return <UsedSoFar job={line.job} label="Used so far" />;
  if (line.kind === "endpoint") return <UsedByEndpoint endpoint={line.endpoint} />;
  return (
    <Tooltip content="This month so far. Each midnight (UTC) books the day before.">
      <span>
        <Money micros={line.storage.month} label="Used this month" />
      </span>
    </Tooltip>
  );
}

function Held({ micros }: { readonly micros: string | null }) {
  if (micros === null) return <span className="text-muted">–</span>;
  return <Money micros={micros} kind="available" tone="muted" />;
}
