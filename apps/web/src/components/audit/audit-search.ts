import { AUDIT_ACTIONS, type AuditAction } from "@scrip/domain/audit-actions";
import { AUDIT_OUTCOMES, type AuditOutcome } from "@scrip/domain/audit-entry";
import { instantsOf } from "../../data/days.ts";
import { type DaysSearch, readDays } from "../../data/days-search.ts";
import { manyParam, oneParam, type Search, textParam, wholeParam } from "../../data/search.ts";

const ACTIONS = Object.keys(AUDIT_ACTIONS) as AuditAction[];

/** The filters of the audit log, as in the address, and the entry whose details are open. */
export interface AuditSearch extends DaysSearch {
  /** `person_…` or `key_…`: entries by them and about them. */
  readonly who?: string;
  readonly action?: AuditAction[];
  readonly outcome?: AuditOutcome;
  /** A part of the action, of an id, or of the details. */
  readonly text?: string;
  readonly shown?: number;
}

/** Reads the filters from the address and leaves out invalid values. */
export function readAuditSearch(search: Search): AuditSearch {
  const who = textParam(search.who);
  return onlySet({
    who: who !== undefined && WHO.test(who) ? who : undefined,
    action: manyParam(search.action, ACTIONS),
    outcome: oneParam(search.outcome, AUDIT_OUTCOMES),
    text: textParam(search.text),
    ...readDays(search),
    shown: wholeParam(search.shown),
  });
}

const WHO = /^(?:person|key)_[0-9a-f-]{36}$/;

/** Whether any filter is set. */
export const isNarrowed = ({ shown: _shown, ...filters }: AuditSearch): boolean => Object.keys(filters).length > 0;

/** The filter that the API takes. */
export type AuditFilter = ReturnType<typeof auditFilter>;

/**
 * Translates the search of the address into the API's filter.
 * @param today the day in the person's time zone
 */
export function auditFilter(search: AuditSearch, today: string) {
  const { who, action, outcome, text } = search;
  return onlySet({ actor: who, actions: action, outcome, text, ...instantsOf(search, today) });
}

type OnlySet<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

export function onlySet<T extends object>(search: T): OnlySet<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as OnlySet<T>;
}
