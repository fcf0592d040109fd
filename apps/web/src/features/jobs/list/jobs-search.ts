import { manyParam, type Search, textParam } from "../../../data/search.ts";
import type { Answers } from "../../../data/trpc.ts";

type State = Answers["jobs"]["list"]["jobs"][number]["state"];

/** The groups of states that a person can filter by. */
export const STATE_GROUPS = ["running", "paused", "ended"] as const;
export type StateGroup = (typeof STATE_GROUPS)[number];

const STATES: Record<StateGroup, readonly State[]> = {
  running: ["running"],
  paused: ["paused", "silent"],
  ended: ["completed", "cancelled", "failed"],
};

/** The filters of the jobs, as in the address. */
export interface JobsSearch {
  readonly state?: StateGroup[];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  /** The start of a job's name. */
  readonly name?: string;
}

/** Reads the filters from the address and leaves out invalid values. */
export function readJobsSearch(search: Search): JobsSearch {
  return onlySet({
    state: manyParam(search.state, STATE_GROUPS),
    project: textParam(search.project),
    member: textParam(search.member),
    resource: textParam(search.resource),
    name: textParam(search.name),
  });
}

/** Whether any filter is set. */
export const isNarrowed = (search: JobsSearch): boolean => Object.values(search).some((value) => value !== undefined);

/** The filter that the API takes. */
export type JobsFilter = ReturnType<typeof jobsFilter>;

/** Translates the search of the address into the API's filter. */
export function jobsFilter({ state, name, project, member, resource }: JobsSearch) {
  // All groups together are no filter.
  const states =
    state === undefined || state.length === STATE_GROUPS.length ? undefined : state.flatMap((group) => STATES[group]);
  return onlySet({ states, project, member, resource, search: name });
}

type OnlySet<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function onlySet<T extends object>(search: T): OnlySet<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as OnlySet<T>;
}
