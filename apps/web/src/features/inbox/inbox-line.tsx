import { eventLine, eventPage, eventTitle } from "@scrip/contract/notices/event-words";
import type { Severity } from "@scrip/contract/notices/events";
import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { IconButton } from "../../components/ui/button.tsx";
import { classes } from "../../components/ui/classes.ts";
import { Time } from "../../components/ui/time.tsx";
import { useNowAs } from "../../data/now.tsx";
import { dayWords } from "../../words/time-words.ts";
import type { InboxNotice } from "./use-inbox.ts";

interface InboxLineProps {
  readonly org: string;
  readonly notice: InboxNotice;
  readonly onRead: (notice: InboxNotice) => void;
}

const LOOKS: Readonly<Record<Severity, { readonly icon: LucideIcon; readonly tone: string }>> = {
  info: { icon: Info, tone: "text-muted" },
  warning: { icon: TriangleAlert, tone: "text-warn" },
  urgent: { icon: CircleAlert, tone: "text-bad" },
};

/** One notice: what happened with its figures, the page to act on, and when. */
export function InboxLine({ org, notice, onRead }: InboxLineProps) {
  const { kind, at, severity, isRead } = notice;
  const { icon: Icon, tone } = LOOKS[severity];
  const line = useNowAs((now) => eventLine(notice, (iso) => dayWords(Date.parse(iso), now)));
  const { path, label } = eventPage(notice);
  return (
    <li className="flex min-w-0 items-start gap-3 border-b border-line py-3 pr-3 pl-2 last:border-b-0">
      <span
        aria-hidden="true"
        className={classes("mt-2 size-1.5 shrink-0 rounded-round", isRead ? "bg-transparent" : "bg-accent")}
      />
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className={classes("mt-0.5 shrink-0", tone)} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className={classes("text-14 break-words figures", !isRead && "font-medium")}>
          {!isRead && <span className="sr-only">Unread: </span>}
          {line}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-13 text-muted">
          {eventTitle(kind)}
          <span aria-hidden="true">·</span>
          <Time at={at} look="clock" />
          <span aria-hidden="true">·</span>
          <Link
            to={`/o/${org}/${path}` as never}
            onClick={() => !isRead && onRead(notice)}
            className="rounded-small py-0.5 text-accent underline-offset-4 hover:underline"
          >
            {label}
            <span className="sr-only">: {line}</span>
          </Link>
        </p>
      </div>
      {!isRead && <IconButton icon={Check} label="Mark as read" onClick={() => onRead(notice)} />}
    </li>
  );
}
