import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Fact, Facts } from "../../../components/ui/facts.tsx";
import { figureSize } from "../../../components/ui/figure-size.ts";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { useTint } from "../../../components/ui/use-tint.ts";
import { useNowAs } from "../../../data/now.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { accruedBy } from "../../../words/accrued.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { workloadWords } from "../../../words/resource-words.ts";
import { JobStateBadge } from "../job-state.tsx";
import { paceName, priceWords } from "./price-words.ts";

type Story = Answers["jobs"]["story"];

/** The cost of a job so far, its calculation, and the facts of the job. */
export function JobHead({ story: { job, perHour } }: { readonly story: Story }) {
  const isAccruing = job.mode === "timed" && job.state === "running";
  return (
    <section aria-labelledby="used" className="card flex min-w-0 flex-col gap-4 p-4 tablet:gap-6 tablet:p-6">
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex items-center gap-3">
          <h2 id="used" className="text-13 text-muted">
            {isAccruing ? "Accrued so far" : job.endedAt === null ? "Used so far" : "Used"}
          </h2>
          <JobStateBadge state={job.state} />
        </div>
        {isAccruing ? <Accrued job={job} /> : <Used micros={job.charged} />}
        <p className="mt-1 text-14 text-muted figures">{priceWords(job)}.</p>
      </div>
      <div className="mt-auto border-t border-line pt-4">
        <Facts>
          <Fact name="Resource">{workloadWords(job)}</Fact>
          <Fact name={paceName(job)}>
            <Money micros={perHour} unit="/h" />
          </Fact>
          <Fact name="Project">{job.project ?? "–"}</Fact>
          <Fact name="Member">{job.member ?? "–"}</Fact>
          <Fact name="Started">
            <Time at={job.startedAt} look="moment" />
          </Fact>
          {job.endedAt !== null && (
            <Fact name="Ended">
              <Time at={job.endedAt} look="moment" />
            </Fact>
          )}
          <Fact name="Billed time">{exactDurationWords(job.chargeableMs)}</Fact>
          {job.estimateMs !== null && <Fact name="Estimated">{exactDurationWords(job.estimateMs)}</Fact>}
          <Fact name="Id">
            <span className="-my-1.5 flex min-w-0 items-center gap-1">
              <span className="truncate font-mono text-12">{job.id}</span>
              <CopyButton text={job.id} label="Copy the job's id" />
            </span>
          </Fact>
        </Facts>
      </div>
    </section>
  );
}

/** What a timed job has cost since its start. It moves with the time, without a flash. */
function Accrued({ job }: Pick<Story, "job">) {
  const accrued = useNowAs((now) => (accruedBy(job, now) ?? 0n).toString());
  return (
    <div className={`${figureSize(accrued)} font-strong tracking-tight`}>
      <Money micros={accrued} />
    </div>
  );
}

function Used({ micros }: { readonly micros: string }) {
  const tinted = useTint<HTMLDivElement>(micros);
  return (
    <div ref={tinted} className={`-mx-1 w-fit rounded-base px-1 ${figureSize(micros)} font-strong tracking-tight`}>
      <Money micros={micros} />
    </div>
  );
}
