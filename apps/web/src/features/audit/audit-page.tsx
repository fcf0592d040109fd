import { getRouteApi } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useCallback, useMemo } from "react";
import { AuditDrawer } from "../../components/audit/audit-drawer.tsx";
import { AuditEntries } from "../../components/audit/audit-entries.tsx";
import { AuditFilters } from "../../components/audit/audit-filters.tsx";
import {
  type AuditFilter,
  type AuditSearch,
  auditFilter,
  readAuditSearch,
} from "../../components/audit/audit-search.ts";
import { Button, buttonLook } from "../../components/ui/button.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { dayOf } from "../../data/days.ts";
import { useNowAs } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { stringifySearch } from "../../data/search.ts";
import { NotInPlan } from "./not-in-plan.tsx";
import { useAudit, useAuditActors, useAuditLine } from "./use-audit.ts";

const route = getRouteApi("/o/$org/settings/audit");

/** The audit log of an organization, with its filters. */
export function AuditPage() {
  const { id: org } = useOrg();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const today = useNowAs(dayOf);
  // The router also passes the other parameters of the address.
  const key = JSON.stringify(readAuditSearch({ ...address }));
  const search = useMemo(() => readAuditSearch(JSON.parse(key)), [key]);
  const { shown, ...filters } = search;
  const filter = useMemo(() => auditFilter(search, today), [search, today]);
  const audit = useAudit(org, filter);
  const { data: actors } = useAuditActors(org);
  const { line, error } = useAuditLine(org, audit.lines, shown);
  const onSearch = useCallback(
    (next: AuditSearch, { isTyped } = { isTyped: false }) =>
      void navigate({ search: next, replace: isTyped, resetScroll: false }),
    [navigate],
  );
  if (audit.error !== null && audit.isLoading) {
    const problem = problemOf(audit.error);
    if (problem.code === "not_in_plan") return <NotInPlan details={problem.details} />;
    return (
      <ErrorState title="The audit log could not be loaded" error={audit.error} onRetry={() => void audit.refetch()} />
    );
  }
  const isEmpty = !audit.isLoading && !audit.isStale && audit.lines.length === 0;
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">Entries of the audit log</h2>
      <div className="flex flex-wrap items-start gap-4">
        <AuditFilters search={filters} actors={actors?.actors ?? []} onSearch={onSearch} />
        <CsvLink org={org} filter={filter} isEmpty={isEmpty} />
      </div>
      <AuditEntries audit={audit} search={search} onSearch={onSearch} />
      <AuditDrawer seq={shown} line={line} error={error} onClose={() => onSearch(filters, { isTyped: true })} />
    </div>
  );
}

interface CsvLinkProps {
  readonly org: string;
  readonly filter: AuditFilter;
  readonly isEmpty: boolean;
}

function CsvLink({ org, filter, isEmpty }: CsvLinkProps) {
  if (isEmpty)
    return (
      <Button icon={Download} disabledReason="There are no entries to download.">
        CSV
      </Button>
    );
  return (
    <a href={`/download/audit.csv${stringifySearch({ org, ...filter })}`} download className={buttonLook()}>
      <Download aria-hidden="true" size={16} strokeWidth={1.75} />
      CSV
      <span className="sr-only">, download these entries</span>
    </a>
  );
}
