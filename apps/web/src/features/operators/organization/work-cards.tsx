import { Badge } from "../../../components/ui/badge.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { workloadWords } from "../../../words/resource-words.ts";
import { Line, LinesCard } from "../lines-card.tsx";
import type { Seen } from "./seen.ts";

/** Jobs that have not ended, holds, and the work that falls due. */
export function WorkCards({ seen: { jobs, holds, due } }: { readonly seen: Seen }) {
  return (
    <>
      <LinesCard title="Jobs that have not ended" count={jobs.length} empty="No job is running.">
        {jobs.map((job) => (
          <Line
            key={job.id}
            title={
              <span className="flex items-center gap-2">
                <span className="truncate">{job.job}</span>
                <Badge tone={job.state === "running" ? "good" : "neutral"}>{job.state}</Badge>
              </span>
            }
            note={workloadWords(job)}
            value={
              <>
                <Money micros={job.charged} kind="exact" />
                <div className="text-13 text-muted">
                  <Money micros={job.held} kind="available" tone="muted" /> on hold
                </div>
              </>
            }
          />
        ))}
      </LinesCard>
      <LinesCard title="Open holds" count={holds.length} empty="No credit is on hold.">
        {holds.map(({ hold, job, amount, open, silentAt }) => (
          <Line
            key={hold}
            title={job ?? <span className="font-mono text-12">{hold}</span>}
            note={
              <>
                of <Money micros={amount} kind="exact" />
                {silentAt !== null && <Silence at={silentAt} />}
              </>
            }
            value={<Money micros={open} kind="exact" />}
          />
        ))}
      </LinesCard>
      <Due due={due} />
    </>
  );
}

const Silence = ({ at }: { readonly at: string }) => (
  <>
    , ends <Time at={at} look="moment" /> without a report
  </>
);

function Due({ due }: Pick<Seen, "due">) {
  const parked = due.filter(({ parkedAt }) => parkedAt !== null).length;
  const title = parked === 0 ? "Due work" : `Due work, ${parked} parked`;
  return (
    <LinesCard title={title} count={due.length} empty="Nothing falls due.">
      {due.map(({ kind, about, dueAt, tries, problem, parkedAt }) => (
        <Line
          key={`${kind} ${about}`}
          title={
            <span className="flex items-center gap-2">
              <span className="inline-block truncate first-letter:uppercase">{kind.replaceAll("_", " ")}</span>
              {parkedAt !== null && <Badge tone="bad">Parked</Badge>}
            </span>
          }
          {...(problem !== null && { note: `${tries} tries: ${problem}` })}
          value={<Time at={dueAt} look="moment" />}
        />
      ))}
    </LinesCard>
  );
}
