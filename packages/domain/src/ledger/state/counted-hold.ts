import type { Counted } from "./budget.ts";
import type { Hold, Job } from "./state.ts";

/**
 * With what a hold counts: who placed it, and the labels of its job, in the windows in which it was placed.
 * @param job the job of the hold, if it has one
 * @returns `null` if the hold does not say when it was placed: then no budget counts it
 * @source docs/rules.md#budgets
 */
export function countedHold(
  { placedBy, placedAt }: Pick<Hold, "placedBy" | "placedAt">,
  job: Pick<Job, "project" | "member"> | null,
): Counted | null {
  if (placedAt === null) return null;
  return { at: placedAt, key: placedBy, project: job?.project ?? null, member: job?.member ?? null };
}
