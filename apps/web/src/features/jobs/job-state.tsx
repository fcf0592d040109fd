import { Badge, type Tone } from "../../components/ui/badge.tsx";
import type { Answers } from "../../data/trpc.ts";

export type JobState = Answers["jobs"]["list"]["jobs"][number]["state"];

const LOOKS: Record<JobState, readonly [Tone, string]> = {
  running: ["accent", "Running"],
  paused: ["warn", "Paused"],
  silent: ["warn", "Not reporting"],
  completed: ["neutral", "Completed"],
  cancelled: ["neutral", "Cancelled"],
  failed: ["bad", "Failed"],
};

/** The state of a job as a badge. */
export function JobStateBadge({ state }: { readonly state: JobState }) {
  const [tone, word] = LOOKS[state];
  return (
    <Badge tone={tone} hasDot={state === "running"}>
      {word}
    </Badge>
  );
}
