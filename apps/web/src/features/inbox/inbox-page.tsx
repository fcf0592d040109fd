import { eventTitle, isWorded } from "@scrip/contract/notices/event-words";
import { getRouteApi } from "@tanstack/react-router";
import { CheckCheck } from "lucide-react";
import { useMemo } from "react";
import { Button } from "../../components/ui/button.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { FilterChip } from "../../components/ui/filter-chip.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { useNow } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import { InboxList } from "./inbox-list.tsx";
import { type InboxSearch, readInboxSearch } from "./inbox-search.ts";
import { useInbox, useMarkRead, useVisibleKinds } from "./use-inbox.ts";

const route = getRouteApi("/o/$org/inbox");

const SHOWN = [
  { value: "all", label: "All" },
  { value: "unread", label: "Unread" },
] as const;

/** The notices of an organization for the member who reads them. */
export function InboxPage() {
  const { id: org } = useOrg();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  // The router also passes the other parameters of the address.
  const { kind: asked = [], show } = readInboxSearch({ ...address });
  const visible = useVisibleKinds(org);
  const options = useMemo(() => visible.map((value) => ({ value, label: eventTitle(value) })), [visible]);
  const kind = asked.filter(isWorded);
  const inbox = useInbox(org, { ...(kind.length > 0 && { kind }), ...(show !== undefined && { show }) });
  const { mutate: mark, isPending } = useMarkRead(org);
  const onSearch = (next: InboxSearch) => void navigate({ search: next, resetScroll: false });
  const showing = show === undefined ? {} : { show };
  const newest = inbox.notices[0];
  if (inbox.error !== null && inbox.isLoading)
    return (
      <div className="card">
        <ErrorState title="The inbox could not be loaded" error={inbox.error} onRetry={() => void inbox.refetch()} />
      </div>
    );
  return (
    <div className="mx-auto flex max-w-200 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Notices"
          value={show ?? "all"}
          options={SHOWN}
          onChange={(next) => onSearch({ ...(kind.length > 0 && { kind }), ...(next === "unread" && { show: next }) })}
        />
        <FilterChip
          label="Kind"
          options={options}
          values={kind}
          onChange={(next) => onSearch({ ...showing, ...(next.length > 0 && { kind: next }) })}
        />
        <span className="flex-1" />
        <Button
          icon={CheckCheck}
          isLoading={isPending}
          onClick={() => newest !== undefined && mark({ notice: newest.id, andOlder: true })}
          disabledReason={inbox.notices.some(({ isRead }) => !isRead) ? undefined : "Everything here is read."}
        >
          Mark all as read
        </Button>
      </div>
      <InboxList
        org={org}
        inbox={inbox}
        now={now}
        onRead={({ id }) => mark({ notice: id, andOlder: false })}
        onClear={kind.length === 0 && show === undefined ? null : () => onSearch({})}
      />
      <p className="text-13 text-muted">
        <TextLink to="/o/$org/settings/alerts" params={{ org }} isInText>
          Choose
        </TextLink>{" "}
        which of these also come by e-mail.
      </p>
    </div>
  );
}
