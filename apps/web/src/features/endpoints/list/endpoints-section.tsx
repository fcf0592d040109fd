import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { AddCredit } from "../../../components/credit/add-credit.tsx";
import { Announced } from "../../../components/ui/announced.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import { useOrg } from "../../../data/org.ts";
import type { Endpoint } from "../endpoint.ts";
import { isStoppedForCredit } from "../endpoint-words.ts";
import { endpointsColumns } from "./endpoints-columns.tsx";
import { endpointsQuery, endpointsSumQuery } from "./endpoints-query.ts";
import { EndpointsTotals } from "./endpoints-totals.tsx";
import { NoEndpoints } from "./no-endpoints.tsx";

/** The endpoints of an organization: what runs, since when, and what it costs. */
export function EndpointsSection() {
  const { id: org } = useOrg();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    endpointsQuery(org),
  );
  const { data: sum } = useQuery(endpointsSumQuery(org));
  const rows = useMemo(() => data?.pages.flatMap(({ endpoints }) => endpoints) ?? [], [data]);
  const rowLink = useCallback(
    ({ endpoint }: Endpoint) => ({ to: "/o/$org/endpoints/$endpoint" as const, params: { org, endpoint } }),
    [org],
  );
  const isPhone = useIsPhone();
  const isLoading = data === undefined;
  const isEmpty = !isLoading && rows.length === 0;
  return (
    <section aria-labelledby="endpoints" className="flex flex-col gap-4">
      <h2 id="endpoints" className="text-16 font-strong">
        Endpoints
      </h2>
      <CreditNews rows={rows} />
      {!isEmpty && error === null && <EndpointsTotals sum={sum} />}
      {isLoading && error !== null ? (
        <ErrorState title="The endpoints could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label="Endpoints"
          columns={endpointsColumns(isPhone)}
          rows={rows}
          rowKey={({ id }) => id}
          rowLink={rowLink}
          skeletonRows={4}
          empty={<NoEndpoints />}
          isLoading={isLoading}
          hasMore={hasNextPage}
          onMore={() => {
            if (!isFetchingNextPage) void fetchNextPage();
          }}
          total={sum?.count}
        />
      )}
    </section>
  );
}

/** Endpoints that must stop or run without credit, above the list. */
function CreditNews({ rows }: { readonly rows: readonly Endpoint[] }) {
  const stopped = rows.filter(isStoppedForCredit);
  const onOverdraft = rows.filter(({ state, reason }) => state === "running" && reason !== null);
  const news = [
    ...(stopped.length === 0 ? [] : [{ key: "stopped", text: `${many(stopped)} stopped for lack of credit` }]),
    ...(onOverdraft.length === 0 ? [] : [{ key: "overdraft", text: `${many(onOverdraft)} running on the overdraft` }]),
  ];
  return (
    <>
      <Announced messages={news} />
      {news.map(({ key, text }) => (
        <Callout key={key} tone={key === "stopped" ? "bad" : "warn"} title={text} action={<AddCredit />}>
          {key === "stopped"
            ? "They must not run any more. Add credit, and the platform's service starts them again."
            : "What they use now is owed. At the overdraft limit they stop; new credit pays what is owed first."}
        </Callout>
      ))}
    </>
  );
}

const many = ({ length, 0: first }: readonly Endpoint[]): string =>
  length === 1 ? `“${first?.endpoint}” is` : `${length.toLocaleString("en")} endpoints are`;
