import { ScrollText, SearchX } from "lucide-react";
import { useMemo } from "react";
import { useNow } from "../../data/now.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table } from "../ui/table.tsx";
import type { RowLink } from "../ui/table-props.ts";
import { AUDIT_COLUMNS } from "./audit-columns.tsx";
import { dayHeadings } from "./audit-days.ts";
import type { AuditLine } from "./audit-line.ts";
import { type AuditSearch, isNarrowed } from "./audit-search.ts";
import type { AuditLog } from "./use-audit-log.ts";

interface AuditEntriesProps {
  readonly audit: AuditLog;
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
}

/** The entries of an audit log, by day. */
export function AuditEntries({ audit, search, onSearch }: AuditEntriesProps) {
  const { lines } = audit;
  const now = useNow();
  const headings = useMemo(() => dayHeadings(lines, now), [lines, now]);
  return (
    <Table
      label="Audit log"
      columns={AUDIT_COLUMNS}
      rows={lines}
      headings={headings}
      rowKey={numberOf}
      rowLink={toEntry}
      currentKey={search.shown === undefined ? undefined : `${search.shown}`}
      isLoading={audit.isLoading}
      skeletonRows={12}
      isStale={audit.isStale}
      empty={isNarrowed(search) ? <NothingFound onClear={() => onSearch({})} /> : <NothingYet />}
      hasMore={audit.hasMore}
      onMore={audit.onMore}
    />
  );
}

const numberOf = ({ seq }: AuditLine): string => `${seq}`;

const toEntry = ({ seq }: AuditLine): RowLink => ({
  to: ".",
  search: ((search: AuditSearch) => ({ ...search, shown: seq })) as never,
  resetScroll: false,
});

const NothingYet = () => (
  <EmptyState icon={ScrollText} title="Nothing is recorded yet">
    Invitations, roles, service keys, plans and refused requests will be listed here: who, what, when and from where.
  </EmptyState>
);

const NothingFound = ({ onClear }: { readonly onClear: () => void }) => (
  <EmptyState icon={SearchX} title="No entries match" action={<Button onClick={onClear}>Clear all filters</Button>}>
    No entry has all that was asked for. Remove a filter to see more.
  </EmptyState>
);
