import { Money } from "../../../components/ui/money.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { workloadWords } from "../../../words/resource-words.ts";
import { durationWords } from "../../../words/time-words.ts";
import { JobStateBadge } from "../job-state.tsx";
import type { Job } from "./merge-jobs.ts";

const quiet = (text: string | null) => <span className="text-muted">{text ?? "–"}</span>;

/** The columns of the list of jobs. */
export const JOBS_COLUMNS: readonly Column<Job>[] = [
  { key: "job", header: "Job", phone: "title", width: "minmax(0, 1.7fr)", cell: ({ job }) => job },
  {
    key: "state",
    header: "State",
    phone: "note",
    width: "5.5rem",
    cell: ({ state }) => <JobStateBadge state={state} />,
  },
  { key: "work", header: "Resource", phone: "detail", width: "minmax(0, 1.3fr)", cell: workloadWords },
  {
    key: "project",
    header: "Project",
    phone: "none",
    width: "minmax(0, 1fr)",
    needs: "wide",
    cell: ({ project }) => quiet(project),
  },
  {
    key: "member",
    header: "Member",
    phone: "none",
    width: "minmax(0, 0.8fr)",
    needs: "wide",
    cell: ({ member }) => quiet(member),
  },
  {
    key: "started",
    header: "Started",
    phone: "detail",
    width: "6.5rem",
    needs: "middle",
    cell: ({ startedAt }) => <Time at={startedAt} />,
  },
  {
    key: "time",
    header: "Charged time",
    align: "end",
    phone: "none",
    width: "6rem",
    needs: "wide",
    cell: ({ chargeableMs }) => (chargeableMs === 0 ? quiet(null) : durationWords(chargeableMs)),
  },
  {
    key: "pace",
    header: "Per hour",
    align: "end",
    phone: "none",
    width: "5rem",
    cell: ({ perHour }) => <Money micros={perHour} />,
  },
  {
    key: "charged",
    header: "Charged",
    align: "end",
    phone: "value",
    width: "5.5rem",
    cell: ({ charged }) => <Money micros={charged} />,
  },
  {
    key: "held",
    header: "On hold",
    align: "end",
    phone: "none",
    width: "5rem",
    needs: "middle",
    cell: ({ held }) => (held === "0" ? quiet(null) : <Money micros={held} kind="available" tone="muted" />),
  },
];
