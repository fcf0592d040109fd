import { Cpu } from "lucide-react";
import { useCallback, useMemo } from "react";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { useOrg } from "../../data/org.ts";
import type { Answers } from "../../data/trpc.ts";
import { RUNNING_COLUMNS } from "./running-columns.tsx";
import { keyOf, linkOf, type RunningLine, runningLines } from "./running-lines.ts";

type Overview = Answers["overview"]["get"];

/** The jobs and endpoints that cost most an hour, the storage, and the cost of all. */
export function RunningNow({ overview }: { readonly overview: Overview | undefined }) {
  const { id: org } = useOrg();
  const rowLink = useCallback((line: RunningLine) => linkOf(line, org), [org]);
  const rows = useMemo(() => (overview === undefined ? [] : runningLines(overview)), [overview]);
  return (
    <Card title="Running now" isFlush actions={<AllJobs overview={overview} />}>
      <Table
        label="Running work"
        look="plain"
        columns={RUNNING_COLUMNS}
        rows={rows}
        rowKey={keyOf}
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
  const perHour = overview?.runway.perHour ?? "0";
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-13 text-muted">
      {(jobs + endpoints > 0 || perHour !== "0") && (
        <span className="figures">
          {jobs > 0 && `${jobs} ${jobs === 1 ? "job" : "jobs"}, `}
          {endpoints > 0 && (
            <>
              <TextLink to="/o/$org/endpoints" params={{ org }} isAlone>
                {endpoints} {endpoints === 1 ? "endpoint" : "endpoints"}
              </TextLink>
              ,{" "}
            </>
          )}
          <Money micros={perHour} unit="/h" label="in all" />
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
        ? "Jobs and endpoints that a service starts appear here, with what they cost."
        : "Jobs and endpoints appear here once there is credit and a service starts one."}
    </EmptyState>
  );
}
