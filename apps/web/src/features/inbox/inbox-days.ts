import { dayOf, startOf } from "../../data/days.ts";
import { dayHeadingWords } from "../../words/time-words.ts";
import type { InboxNotice } from "./use-inbox.ts";

/** The notices of a day in the reader's time zone. */
export interface InboxDay {
  readonly day: string;
  readonly title: string;
  readonly notices: readonly InboxNotice[];
}

/** Divides notices, newest first, into days. @param now ms since 1970 */
export function inDays(notices: readonly InboxNotice[], now: number): InboxDay[] {
  const days: { day: string; title: string; notices: InboxNotice[] }[] = [];
  const today = dayOf(now);
  for (const notice of notices) {
    const day = dayOf(Date.parse(notice.at));
    const last = days.at(-1);
    if (last?.day === day) last.notices.push(notice);
    else {
      const title = day === today ? "Today" : dayHeadingWords(Date.parse(startOf(day)), now);
      days.push({ day, title, notices: [notice] });
    }
  }
  return days;
}
