import { Link } from "@tanstack/react-router";
import { AddCredit } from "../../components/credit/add-credit.tsx";
import { Announced } from "../../components/ui/announced.tsx";
import { buttonLook } from "../../components/ui/button.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { useIsTimeKnown, useNowAs } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import type { Answers } from "../../data/trpc.ts";
import { type Concern, concernsOf } from "./attention.ts";

/**
 * The concerns of an organization. Assistive technology reads each one once, when it appears: minutes that count down
 * are no news. The list is empty while all is well.
 */
export function AttentionList({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  // As text, so that the list renders again only if a word differs. The balance chip counts minutes in the same way.
  // By the browser's time, credit on a test clock would have run out: nothing is said before the organization's is known.
  const isTimeKnown = useIsTimeKnown();
  const words = useNowAs((now) =>
    JSON.stringify(overview === undefined || !isTimeKnown ? [] : concernsOf(overview, now)),
  );
  const concerns = JSON.parse(words) as Concern[];
  return (
    <>
      <Announced messages={concerns.map(({ key, title, text }) => ({ key, text: `${title}. ${text}` }))} />
      {concerns.length > 0 && (
        <section aria-label="What needs attention" className="flex flex-col gap-2">
          {concerns.map(({ key, tone, title, text }) => (
            <Callout
              key={key}
              tone={tone}
              title={title}
              action={<Ways concern={key} hasJobs={overview?.runningCount !== 0} />}
            >
              {text}
            </Callout>
          ))}
        </section>
      )}
    </>
  );
}

const JOBS_LINKS: Partial<Record<Concern["key"], { readonly words: string; readonly state: "running" | "paused" }>> = {
  out: { words: "See running jobs", state: "running" },
  ends: { words: "See running jobs", state: "running" },
  paused: { words: "See paused jobs", state: "paused" },
  silent: { words: "See these jobs", state: "paused" },
};

const WANTS_CREDIT: ReadonlySet<Concern["key"]> = new Set(["owed", "out", "ends", "paused"]);

interface WaysProps {
  readonly concern: Concern["key"];
  /** Whether a job runs; otherwise it is endpoints and storage that use the credit. */
  readonly hasJobs: boolean;
}

/** The ways out of a concern, as buttons. */
function Ways({ concern, hasJobs }: WaysProps) {
  const { id: org } = useOrg();
  const jobs = JOBS_LINKS[concern];
  if (!hasJobs && (concern === "out" || concern === "ends"))
    return (
      <span className="flex flex-wrap items-center gap-2">
        <Link to="/o/$org/endpoints" params={{ org }} className={buttonLook()}>
          See endpoints and storage
        </Link>
        <AddCredit />
      </span>
    );
  if (jobs === undefined && !WANTS_CREDIT.has(concern)) return null;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {jobs !== undefined && (
        <Link to="/o/$org/jobs" params={{ org }} search={{ state: [jobs.state] }} className={buttonLook()}>
          {jobs.words}
        </Link>
      )}
      {WANTS_CREDIT.has(concern) && <AddCredit />}
    </span>
  );
}
