import { Inbox, SearchX } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { inDays } from "./inbox-days.ts";
import { InboxLine } from "./inbox-line.tsx";
import type { InboxNotice, useInbox } from "./use-inbox.ts";

interface InboxListProps {
  readonly org: string;
  readonly inbox: ReturnType<typeof useInbox>;
  /** Ms since 1970. */
  readonly now: number;
  readonly onRead: (notice: InboxNotice) => void;
  /** Clears the filters; `null` if there are none. */
  readonly onClear: (() => void) | null;
}

/** The notices by day, or what is there instead of them. */
export function InboxList({ org, inbox, now, onRead, onClear }: InboxListProps) {
  const { notices, isLoading, isStale, hasMore, isLoadingMore, onMore } = inbox;
  if (isLoading) return <Waiting />;
  if (notices.length === 0 && !isStale)
    return <div className="card">{onClear === null ? <NothingYet /> : <NothingFound onClear={onClear} />}</div>;
  return (
    <div aria-busy={isStale} className={isStale ? "flex flex-col gap-4 opacity-60" : "flex flex-col gap-4"}>
      {inDays(notices, now).map(({ day, title, notices: ofDay }) => (
        <Card key={day} title={title} isFlush>
          <ul>
            {ofDay.map((notice) => (
              <InboxLine key={notice.id} org={org} notice={notice} onRead={onRead} />
            ))}
          </ul>
        </Card>
      ))}
      {hasMore && (
        <div className="flex justify-center">
          <Button onClick={onMore} isLoading={isLoadingMore}>
            Show older
          </Button>
        </div>
      )}
    </div>
  );
}

const LINES = ["one", "two", "three", "four"];

const Waiting = () => (
  <div className="card flex flex-col gap-5 p-4">
    {LINES.map((line) => (
      <div key={line} className="flex flex-col gap-2">
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-3 w-1/3" />
      </div>
    ))}
  </div>
);

const NothingYet = () => (
  <EmptyState icon={Inbox} title="Nothing to read">
    Low balance, budgets that fill up, jobs that should pause, payments and changes of the plan will be listed here, for
    90 days.
  </EmptyState>
);

const NothingFound = ({ onClear }: { readonly onClear: () => void }) => (
  <EmptyState icon={SearchX} title="No notices match" action={<Button onClick={onClear}>Show all</Button>}>
    No notice is of these kinds and unread.
  </EmptyState>
);
