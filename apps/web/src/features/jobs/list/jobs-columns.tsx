import { UsedSoFar } from "../../../components/jobs/used-so-far.tsx";
import { Money } from "../../../components/ui/money.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { mostUsed } from "../../../words/accrued.ts";
import { workloadWords } from "../../../words/resource-words.ts";
import { durationWords } from "../../../words/time-words.ts";
import { JobStateBadge } from "../job-state.tsx";
import type { Job } from "./merge-jobs.ts";

const quiet = (text: string | null) => <span className="text-muted">{text ?? "–"}</span>;

const COLUMNS: readonly Column<Job>[] = [
  { key: "job", header: "Job", phone: "title", width: "minmax(0, 1.7fr)", cell: ({ job }) => job },
  {
    key: "state",
    header: "State",
    phone: "note",
    width: "minmax(7rem, 1fr)",
    cell: ({ state, pause }) => <JobStateBadge state={state} pause={pause} />,
  },
  {
    key: "work",
    header: "Resource",
    phone: "detail",
    width: "minmax(0, 1.3fr)",
    cell: workloadWords,
  },
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
    sort: "started",
    header: "Started",
    phone: "none",
    width: "6.5rem",
    needs: "middle",
    cell: ({ startedAt }) => <Time at={startedAt} />,
  },
  {
    key: "time",
    sort: "time",
    header: "Billed time",
    align: "end",
    phone: "none",
    width: "6rem",
    needs: "wide",
    cell: ({ chargeableMs }) => (chargeableMs === 0 ? quiet(null) : durationWords(chargeableMs)),
  },
  {
    key: "pace",
    sort: "rate",
    header: "Per hour",
    align: "end",
    phone: "none",
    width: "5rem",
    micros: ({ perHour }) => perHour,
    cell: ({ perHour }) => <Money micros={perHour} />,
  },
  {
    key: "charged",
    sort: "used",
    header: "Used",
    align: "end",
    phone: "value",
    width: "5.5rem",
    micros: mostUsed,
    cell: (job) => <UsedSoFar job={job} />,
  },
  {
    key: "held",
    header: "On hold",
    align: "end",
    phone: "none",
    width: "6.5rem",
    needs: "middle",
    micros: ({ held }) => (held === "0" ? null : held),
    cell: ({ held }) => (held === "0" ? quiet(null) : <Money micros={held} kind="available" tone="muted" />),
  },
];

/** A row has one start: on a phone it has no column, and stands behind the resource. */
const ON_PHONE: readonly Column<Job>[] = COLUMNS.filter(({ key }) => key !== "started").map((column) =>
  column.key === "work" ? { ...column, cell: (job) => <WorkSince job={job} /> } : column,
);

const WorkSince = ({ job }: { readonly job: Job }) => (
  <>
    {workloadWords(job)} · <Time at={job.startedAt} />
  </>
);

/** The columns of the list of jobs. */
export const jobsColumns = (isPhone: boolean): readonly Column<Job>[] => (isPhone ? ON_PHONE : COLUMNS);
