import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { AddCredit } from "../../../components/credit/add-credit.tsx";
import { Announced } from "../../../components/ui/announced.tsx";
import { buttonLook } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { problemOf } from "../../../data/problem.ts";
import { haltOf } from "./epoch-words.ts";
import { failureOf } from "./failure-words.ts";
import { JobEpochs } from "./job-epochs.tsx";
import { JobHead } from "./job-head.tsx";
import { JobHold } from "./job-hold.tsx";
import { JobLoading } from "./job-loading.tsx";
import { JobPaidBy } from "./job-paid-by.tsx";
import { JobTimeline } from "./job-timeline.tsx";
import { NoEpochs } from "./no-epochs.tsx";
import { storyQuery } from "./story-query.ts";

const route = getRouteApi("/o/$org/jobs/$job");

/** What a job costs and why, epoch by epoch. */
export function JobPage() {
  const { org, job } = route.useParams();
  const { data: story, error, refetch } = useQuery(storyQuery(org, job));
  if (story === undefined && error !== null) {
    if (problemOf(error).kind === "missing") return <NoSuchJob job={job} />;
    return <ErrorState title="The job could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (story === undefined) return <JobLoading />;
  const halt = haltOf(story);
  const failure = failureOf(story);
  const news = halt ?? failure;
  const hasEpochs = story.epochs.length > 0;
  const isShort = halt?.isShort === true;
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      <Announced messages={news === null ? [] : [{ key: story.job.state, text: `${news.title}. ${news.text}` }]} />
      {news !== null && (
        <Callout tone={halt === null ? "bad" : "warn"} title={news.title} action={isShort && <AddCredit />}>
          {news.text}
        </Callout>
      )}
      <div className="grid items-start gap-4 tablet:gap-6 desktop:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4 tablet:gap-6">
          <JobHead story={story} />
          {hasEpochs ? <JobEpochs key={story.job.id} story={story} /> : <NoEpochs mode={story.job.mode} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4 tablet:gap-6">
          <JobHold story={story} />
          <JobPaidBy org={org} job={job} />
          <JobTimeline job={job} />
        </div>
      </div>
    </div>
  );
}

function NoSuchJob({ job }: { readonly job: string }) {
  const all = (
    <route.Link to="/o/$org/jobs" className={buttonLook()}>
      All jobs
    </route.Link>
  );
  return (
    <div className="card">
      <EmptyState icon={SearchX} title="There is no such job" action={all}>
        No job of this organization is called “{job}”. Names are exact, capitals included.
      </EmptyState>
    </div>
  );
}
