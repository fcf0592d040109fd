import { Callout } from "../../components/ui/callout.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { useNow } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import type { Answers } from "../../data/trpc.ts";
import { type Concern, concernsOf } from "./attention.ts";

/** What wants attention, read out when it comes. Nothing stands here while everything is well. */
export function AttentionList({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  const now = useNow();
  const concerns = overview === undefined ? [] : concernsOf(overview, now);
  return (
    <div role="status" aria-label="What wants attention" className="flex flex-col gap-2 empty:hidden">
      {concerns.map(({ key, tone, title, text }) => (
        <Callout key={key} tone={tone} title={title} action={<WayOn concern={key} />}>
          {text}
        </Callout>
      ))}
    </div>
  );
}

/** The page that shows more of it, where there is one. */
function WayOn({ concern }: { readonly concern: Concern["key"] }) {
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
