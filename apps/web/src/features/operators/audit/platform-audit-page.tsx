import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { AuditDrawer } from "../../../components/audit/audit-drawer.tsx";
import { AuditEntries } from "../../../components/audit/audit-entries.tsx";
import { AuditFilters } from "../../../components/audit/audit-filters.tsx";
import type { AuditLine } from "../../../components/audit/audit-line.ts";
import { type AuditSearch, auditFilter, readAuditSearch } from "../../../components/audit/audit-search.ts";
import { useAuditLog } from "../../../components/audit/use-audit-log.ts";
import { dayOf } from "../../../data/days.ts";
import { useNowAs } from "../../../data/now.tsx";
import { trpcClient, useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";

const route = getRouteApi("/operators/audit");

/** The audit log of the platform, with its filters. */
export function PlatformAuditPage() {
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const today = useNowAs(dayOf);
  // The router also passes the other parameters of the address.
  const key = JSON.stringify(readAuditSearch({ ...address }));
  const search = useMemo(() => readAuditSearch(JSON.parse(key)), [key]);
  const { shown, ...filters } = search;
  const filter = useMemo(() => auditFilter(search, today), [search, today]);
  const audit = useAuditLog({
    queryKey: ["platform-audit", filter],
    read: (window, some) => trpcClient.operators.audit.query({ ...filter, ...window }, some),
  });
  const { line, error } = useLine(audit.lines, shown);
  const onSearch = useCallback(
    (next: AuditSearch, { isTyped } = { isTyped: false }) =>
      void navigate({ search: next, replace: isTyped, resetScroll: false }),
    [navigate],
  );
  const actors = useMemo(() => actorsOf(audit.lines), [audit.lines]);
  if (audit.error !== null && audit.isLoading)
    return (
      <OperatorProblem title="The audit log did not load" error={audit.error} onRetry={() => void audit.refetch()} />
    );
  return (
    <>
      <h2 className="sr-only">Entries of the platform's audit log</h2>
      <AuditFilters search={filters} actors={actors} onSearch={onSearch} />
      <AuditEntries audit={audit} search={search} onSearch={onSearch} />
      <AuditDrawer seq={shown} line={line} error={error} onClose={() => onSearch(filters, { isTyped: true })} />
    </>
  );
}

/** The entry of the address: from the list, or by itself if the list does not have it. */
function useLine(lines: readonly AuditLine[], seq: number | undefined) {
  const listed = lines.find((line) => line.seq === seq);
  const enabled = seq !== undefined && listed === undefined;
  const input = { before: (seq ?? 0) + 1, limit: 1 };
  const alone = useQuery(useTRPC().operators.audit.queryOptions(input, { enabled, retry: false }));
  return { line: listed ?? alone.data?.lines.find((line) => line.seq === seq), error: enabled ? alone.error : null };
}

/** Who acted in the entries that are loaded, by name. */
function actorsOf(lines: readonly AuditLine[]) {
  const names = new Map(lines.flatMap(({ actor: { id, name } }) => (id === null ? [] : [[id, name ?? id] as const])));
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
}
