import { HOLD_KINDS, MONEY_KINDS, PLAN_KINDS } from "@scrip/domain/activity";
import { instantsOf } from "../../../data/days.ts";
import type { ActivityLine } from "../../../words/line-words.ts";
import type { ActivitySearch, KindGroup } from "./activity-search.ts";

/** The filter that the API takes: instants as ISO text, `[from, until)`. */
export interface ActivityFilter {
  readonly kinds?: ActivityLine["kind"][];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  readonly job?: string;
  readonly from?: string;
  readonly until?: string;
}

const KINDS: Record<KindGroup, readonly ActivityLine["kind"][]> = {
  usage: ["settled", "charged"],
  added: ["grant_issued", "grant_reinstated", "debt_forgiven", ...PLAN_KINDS],
  expired: ["grant_expired", "grant_revoked"],
};

/**
 * Translates the search of the address into the filter of the API.
 * @param today the day in the person's time zone
 */
export function filterOf(search: ActivitySearch, today: string): ActivityFilter {
  const { kind, range: _range, from: _from, to: _to, holds, ...names } = search;
  return { ...names, ...kindsOf(kind, holds !== undefined), ...instantsOf(search, today) };
}

/** Every kind needs no filter. */
function kindsOf(groups: ActivitySearch["kind"], hasHolds: boolean): Pick<ActivityFilter, "kinds"> {
  if (groups === undefined && hasHolds) return {};
  const kinds = groups === undefined ? [...MONEY_KINDS, ...PLAN_KINDS] : groups.flatMap((group) => KINDS[group]);
  return { kinds: [...kinds, ...(hasHolds ? HOLD_KINDS : [])] };
}
