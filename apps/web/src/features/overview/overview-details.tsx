import type { Answers } from "../../data/trpc.ts";
import { LatestActivities } from "./latest-activities.tsx";
import { RunningNow } from "./running-now.tsx";

/** The tables below the figures: what runs, and the newest entries. */
export function OverviewDetails({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  return (
    <div className="grid gap-4 tablet:gap-6 min-[80rem]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <RunningNow overview={overview} />
      <LatestActivities activities={overview?.activities} />
    </div>
  );
}
