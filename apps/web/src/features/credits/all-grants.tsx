import { sourceWords } from "@scrip/domain/activity";
import { useMemo } from "react";
import { grantLink } from "../../components/activity/entry-link.ts";
import { KindBadge } from "../../components/activity/grant-name.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { Time } from "../../components/ui/time.tsx";
import type { Grant } from "./burn-order.ts";
import { useAllGrants } from "./use-grants.ts";

/** Every grant, also those that are used up or expired, with where its credit went. */
export function AllGrants() {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useAllGrants(true);
  const grants = useMemo(() => data?.pages.flatMap((page) => page.grants) ?? [], [data]);
  if (data === undefined && error !== null)
    return (
      <div className="card">
        <ErrorState title="The credit could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <Table
      label="All credit"
      columns={COLUMNS}
      rows={grants}
      rowKey={({ grant }) => grant}
      rowLink={({ grant }) => grantLink(grant)}
      isLoading={isPending}
      skeletonRows={5}
      hasMore={hasNextPage}
      onMore={() => void fetchNextPage()}
      empty={
        <EmptyState title="No credit history found">
          Credit that you get or buy is listed here, with what it paid.
        </EmptyState>
      }
    />
  );
}

const amounts = (
  key: "amount" | "available" | "spent" | "expired",
  header: string,
  place: Pick<Column<Grant>, "phone" | "needs">,
): Column<Grant> => ({
  key,
  header,
  align: "end",
  ...place,
  micros: (grant) => grant[key],
  cell: (grant) => <Money micros={grant[key]} kind="exact" tone={grant[key] === "0" ? "muted" : "plain"} />,
});

const COLUMNS: readonly Column<Grant>[] = [
  {
    key: "source",
    header: "Source",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ source }) => <span className="inline-block first-letter:uppercase">{sourceWords(source)}</span>,
  },
  {
    key: "kind",
    header: "Kind",
    phone: "none",
    width: "7rem",
    needs: "small",
    cell: ({ kind }) => <KindBadge kind={kind} />,
  },
  {
    key: "added",
    header: "Added",
    phone: "detail",
    width: "7rem",
    cell: ({ effectiveAt }) => <Time at={effectiveAt} look="day" />,
  },
  {
    key: "expires",
    header: "Expires",
    phone: "none",
    width: "7rem",
    needs: "middle",
    cell: ({ expiresAt }) =>
      expiresAt === null ? <span className="text-muted">Never</span> : <Time at={expiresAt} look="day" />,
  },
  amounts("amount", "Amount", { phone: "value" }),
  amounts("spent", "Used", { phone: "none", needs: "middle" }),
  amounts("expired", "Expired", { phone: "none", needs: "middle" }),
  amounts("available", "Remaining", { phone: "note" }),
];
