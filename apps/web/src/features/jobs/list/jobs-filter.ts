import { instantsOf } from "../../../data/days.ts";
import type { Answers } from "../../../data/trpc.ts";
import { type JobsSearch, onlySet, STATE_GROUPS, type StateGroup } from "./jobs-search.ts";

type State = Answers["jobs"]["list"]["jobs"][number]["state"];

const STATES: Record<StateGroup, readonly State[]> = {
  running: ["running"],
  paused: ["paused", "silent"],
  ended: ["completed", "cancelled", "failed"],
};

/** The filter that the API takes. */
export type JobsFilter = ReturnType<typeof jobsFilter>;

/**
 * Translates the search of the address into the API's filter.
 * @param today the day in the person's time zone
 */
export function jobsFilter(search: JobsSearch, today: string) {
  const { state, name, project, member, resource } = search;
  // All groups together are no filter.
  const states =
    state === undefined || state.length === STATE_GROUPS.length ? undefined : state.flatMap((group) => STATES[group]);
  return onlySet({ states, project, member, resource, search: name, ...instantsOf(search, today) });
}

/** The order that the API takes. */
export type JobsOrder = ReturnType<typeof jobsOrder>;

/** Translates the search of the address into the API's order. */
export function jobsOrder({ sort, order }: JobsSearch) {
  return { sort: sort ?? "started", direction: order ?? "desc" } as const;
}
