import { useCallback } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import type { WebhookSearch } from "../webhook-search.ts";
import { STATE_WORDS } from "../webhook-words.ts";
import { type Delivery, useDeliveries } from "./use-webhook.ts";

interface DeliveryTableProps {
  readonly org: string;
  readonly webhook: string;
  readonly search: WebhookSearch;
}

/** The log of a webhook: what was sent to it in the last 30 days. A row opens its drawer. */
export function DeliveryTable({ org, webhook, search }: DeliveryTableProps) {
  const { deliveries, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(
    webhook,
    search.state,
  );
  const { state } = search;
  const rowLink = useCallback(
    ({ delivery }: Delivery) => ({
      to: "/o/$org/settings/webhooks" as const,
      params: { org },
      search: { webhook, ...(state !== undefined && { state }), delivery } as object,
      resetScroll: false,
    }),
    [org, webhook, state],
  );
  return (
    <Table
      label="Deliveries"
      columns={COLUMNS}
      rows={deliveries}
      rowKey={({ delivery }) => delivery}
      rowLink={rowLink}
      currentKey={search.delivery}
      isLoading={isPending}
      skeletonRows={5}
      hasMore={hasNextPage}
      onMore={() => {
        if (!isFetchingNextPage) void fetchNextPage();
      }}
      empty={
        <EmptyState title={state === undefined ? "Nothing was sent yet" : "No deliveries match"}>
          {state === undefined
            ? "Send a test event to see it here, with the answer of your receiver."
            : "Choose another state to see other deliveries."}
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Delivery>[] = [
  {
    key: "kind",
    header: "Event",
    phone: "title",
    width: "minmax(0, 1.5fr)",
    cell: ({ kind }) => <span className="block truncate">{kind}</span>,
  },
  {
    key: "state",
    header: "State",
    phone: "value",
    width: "7rem",
    cell: ({ state }) => (
      <Badge tone={STATE_WORDS[state].tone} hasDot>
        {STATE_WORDS[state].words}
      </Badge>
    ),
  },
  {
    key: "status",
    header: "Answer",
    phone: "none",
    width: "5rem",
    needs: "small",
    cell: ({ lastStatus }) => <span className="figures">{lastStatus ?? "–"}</span>,
  },
  {
    key: "tries",
    header: "Tries",
    align: "end",
    phone: "none",
    width: "4rem",
    needs: "middle",
    cell: ({ attempts }) => <span className="figures">{attempts}</span>,
  },
  {
    key: "at",
    header: "Happened",
    phone: "detail",
    width: "8rem",
    cell: ({ createdAt }) => <Time at={createdAt} look="moment" />,
  },
  {
    key: "next",
    header: "Next try",
    phone: "note",
    width: "8rem",
    needs: "middle",
    cell: ({ nextAt }) => (nextAt === null ? <span className="text-muted">–</span> : <Time at={nextAt} />),
  },
];
