import { Callout } from "../../components/ui/callout.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { useNow } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import type { Answers } from "../../data/trpc.ts";
import { type Concern, concernsOf } from "./attention.ts";

/** The concerns of an organization. Screen readers announce new ones. The list is empty while all is well. */
export function AttentionList({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  const now = useNow();
  const concerns = overview === undefined ? [] : concernsOf(overview, now);
  return (
    <div role="status" aria-label="What wants attention" className="flex flex-col gap-2 empty:hidden">
      {concerns.map(({ key, tone, title, text }) => (
        <Callout key={key} tone={tone} title={title} action={<ConcernLink concern={key} />}>
          {text}
        </Callout>
      ))}
    </div>
  );
}

/** A link to the page with the details, if there is one. */
function ConcernLink({ concern }: { readonly concern: Concern["key"] }) {
  const { id: org } = useOrg();
  if (concern === "paused" || concern === "silent")
    return (
      <TextLink to="/o/$org/jobs" params={{ org }} search={{ state: ["paused"] }}>
        See the jobs
      </TextLink>
    );
  if (concern === "ends" || concern === "out")
    return (
      <TextLink to="/o/$org/jobs" params={{ org }} search={{ state: ["running"] }}>
        See what runs
      </TextLink>
    );
  return null;
}
