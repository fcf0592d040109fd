import { Badge, type Tone } from "../../components/ui/badge.tsx";
import type { Answers } from "../../data/trpc.ts";
import { type Pause, pauseWords } from "./pause-words.ts";

export type JobState = Answers["jobs"]["list"]["jobs"][number]["state"];

const LOOKS: Record<JobState, readonly [Tone, string]> = {
  running: ["accent", "Running"],
  paused: ["warn", "Paused"],
  silent: ["warn", "Not reporting"],
  completed: ["neutral", "Completed"],
  cancelled: ["neutral", "Cancelled"],
  failed: ["bad", "Failed"],
};

interface JobStateBadgeProps {
  readonly state: JobState;
  /** Why it is paused, as far as it is known. */
  readonly pause?: Pause | null;
}

/** The state of a job as a badge, of a paused one with the reason. */
export function JobStateBadge({ state, pause = null }: JobStateBadgeProps) {
  const [tone, word] = LOOKS[state];
  return (
    <Badge tone={tone} hasDot={state === "running"}>
      {pause === null ? word : <Reason words={pauseWords(pause)} />}
    </Badge>
  );
}

function Reason({ words }: { readonly words: string }) {
  return (
    <>
      {words !== "Paused" && <span className="sr-only">Paused: </span>}
      {words}
    </>
  );
}
