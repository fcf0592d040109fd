import { Cpu } from "lucide-react";
import { useCallback } from "react";
import { UsedSoFar } from "../../components/jobs/used-so-far.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { TextLink } from "../../components/ui/text-link.tsx";
import { useOrg } from "../../data/org.ts";
import type { Answers } from "../../data/trpc.ts";
import { mostUsed } from "../../words/accrued.ts";
import { workloadWords } from "../../words/resource-words.ts";

type Overview = Answers["overview"]["get"];
type Job = Overview["running"][number];

const COLUMNS: readonly Column<Job>[] = [
  { key: "job", header: "Job", phone: "title", width: "minmax(0, 1fr)", cell: ({ job }) => job },
  { key: "work", header: "Resource", phone: "detail", width: "minmax(0, 1fr)", cell: workloadWords },
  {
    key: "pace",
    header: "Per hour",
    align: "end",
    phone: "note",
    width: "5rem",
    micros: ({ perHour }) => perHour,
    beside: "/h".length,
    cell: ({ perHour }) => <Money micros={perHour} unit="/h" />,
  },
  {
    key: "charged",
    header: "So far",
    align: "end",
    phone: "value",
    width: "5rem",
    micros: mostUsed,
    cell: (job) => <UsedSoFar job={job} label="Used so far" />,
  },
  {
    key: "held",
    header: "On hold",
    align: "end",
    phone: "none",
    width: "5rem",
    needs: "small",
    micros: ({ held }) => held,
    cell: ({ held }) => <Money micros={held} kind="available" tone="muted" />,
  },
];

/** The most expensive running jobs, and the cost of all. */
export function RunningNow({ overview }: { readonly overview: Overview | undefined }) {
  const { id: org } = useOrg();
  const rowLink = useCallback(({ job }: Job) => ({ to: "/o/$org/jobs/$job" as const, params: { org, job } }), [org]);
  return (
    <Card title="Running now" isFlush actions={<AllJobs overview={overview} />}>
      <Table
        label="Running jobs"
        look="plain"
        columns={COLUMNS}
        rows={overview?.running ?? []}
        rowKey={({ id }) => id}
        rowLink={rowLink}
        isLoading={overview === undefined}
        skeletonRows={5}
        empty={<NothingRuns hasCredit={overview !== undefined && overview.available !== "0"} />}
      />
    </Card>
  );
}

function AllJobs({ overview }: { readonly overview: Overview | undefined }) {
  const { id: org } = useOrg();
  const { runningCount: jobs = 0, endpointCount: endpoints = 0 } = overview ?? {};
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-13 text-muted">
      {overview !== undefined && jobs + endpoints > 0 && (
        <span className="figures">
          {jobs} {jobs === 1 ? "job" : "jobs"}
          {endpoints > 0 && (
            <>
              ,{" "}
              <TextLink to="/o/$org/endpoints" params={{ org }} isAlone>
                {endpoints} {endpoints === 1 ? "endpoint" : "endpoints"}
              </TextLink>
            </>
          )}
          , <Money micros={overview.runway.perHour} unit="/h" label="in all" />
        </span>
      )}
      <TextLink to="/o/$org/jobs/estimate" params={{ org }} isAlone>
        New estimate
      </TextLink>
      <TextLink to="/o/$org/jobs" params={{ org }} isAlone>
        All jobs
      </TextLink>
    </span>
  );
}

function NothingRuns({ hasCredit }: { readonly hasCredit: boolean }) {
  return (
    <EmptyState icon={Cpu} title="Nothing is running">
      {hasCredit
        ? "Jobs that a service starts appear here, with what they cost."
        : "Jobs appear here once there is credit and a service starts one."}
    </EmptyState>
  );
}
