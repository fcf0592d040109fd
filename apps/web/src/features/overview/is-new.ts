import type { Answers } from "../../data/trpc.ts";

type Facts = Pick<Answers["overview"]["get"], "seq" | "runningCount" | "pausedCount" | "endpointCount"> & {
  readonly activities: readonly { readonly kind: string }[];
};

/** Whether an organization has done no work yet: each of its entries is in sight and is about a grant. */
export function isNew({ seq, activities, runningCount, pausedCount, endpointCount }: Facts): boolean {
  const hasWork =
    runningCount + pausedCount + endpointCount > 0 || activities.some(({ kind }) => !kind.startsWith("grant_"));
  return !hasWork && seq === activities.length;
}
