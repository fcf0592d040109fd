import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import { late } from "../components/ui/late.tsx";
import { Tooltip } from "../components/ui/tooltip.tsx";
import { useOrg } from "../data/org.ts";
import { trpc } from "../data/trpc.ts";

const UrgentNotice = late(() => import("./urgent-notice.tsx").then((module) => module.UrgentNotice), {
  isNeeded: false,
});

/** The way to the inbox, with a mark while something is unread. */
export function InboxBell() {
  const { id: org } = useOrg();
  const { data } = useQuery(trpc.inbox.unread.queryOptions({ org }, { meta: { live: true } }));
  const count = data?.count ?? 0;
  const name = count === 0 ? "Inbox" : `Inbox, ${count >= 100 ? "more than 99" : count} unread`;
  return (
    <>
      <Tooltip content={name} isName>
        <Link
          to="/o/$org/inbox"
          params={{ org }}
          aria-label={name}
          className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-base text-muted hover:bg-sunken hover:text-text"
        >
          <Bell aria-hidden="true" size={16} strokeWidth={1.75} />
          {count > 0 && (
            <span
              aria-hidden="true"
              className="absolute top-0 right-0 flex h-4 min-w-4 items-center justify-center rounded-round bg-accent px-1 text-[10px] font-strong text-on-accent figures"
            >
              {count > 99 ? "99+" : count}
            </span>
          )}
        </Link>
      </Tooltip>
      {data?.newestUrgent != null && <UrgentNotice org={org} newest={data.newestUrgent} />}
    </>
  );
}
