import { eventLine } from "@scrip/contract/notices/event-words";
import type { EventContent } from "@scrip/contract/notices/events";
import { useEffect, useState } from "react";
import { trpcClient } from "../data/trpc.ts";
import { dayWords } from "../words/time-words.ts";

interface UrgentNoticeProps {
  readonly org: string;
  /** The newest unread notice on which people should act now: `notice_…` */
  readonly newest: string;
}

/** Whether no tab has announced the notice or a later one. The ids have the order of time. */
function isFirst(org: string, newest: string): boolean {
  const key = `scrip.announced.${org}`;
  try {
    if ((localStorage.getItem(key) ?? "") >= newest) return false;
    localStorage.setItem(key, newest);
  } catch {
    // Without storage, each tab announces it.
  }
  return true;
}

/** Reads an urgent notice to assistive technology once, in any tab. Nothing is shown: the inbox shows it. */
export function UrgentNotice({ org, newest }: UrgentNoticeProps) {
  const [text, setText] = useState("");
  useEffect(() => {
    if (!isFirst(org, newest)) return;
    let isGone = false;
    const input = { org, isUnread: true, limit: 20 };
    trpcClient.inbox.list.query(input).then(
      ({ notices }) => {
        const notice = notices.find(({ id }) => id === newest);
        if (notice === undefined || isGone) return;
        const now = Date.now();
        setText(`${eventLine(notice as unknown as EventContent, (iso) => dayWords(Date.parse(iso), now))}.`);
      },
      // The bell still has its mark.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [org, newest]);
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
