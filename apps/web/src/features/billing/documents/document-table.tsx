import { ReceiptText } from "lucide-react";
import { DocumentLink } from "../../../components/billing/document-link.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column, RowLink } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { useOrg } from "../../../data/org.ts";
import type { DocumentLine, useDocuments } from "./use-documents.ts";

interface DocumentTableProps {
  readonly documents: ReturnType<typeof useDocuments>;
  /** The document whose drawer is open. */
  readonly shown: string | undefined;
}

/** Receipts and credit notes: each opens its preview, and is downloaded from its line. */
export function DocumentTable({ documents, shown }: DocumentTableProps) {
  const { lines, isPending, hasNextPage, fetchNextPage } = documents;
  return (
    <Table
      label="Invoices"
      columns={COLUMNS}
      rows={lines}
      rowKey={({ document }) => document}
      rowLink={linkOf}
      currentKey={shown}
      isLoading={isPending}
      skeletonRows={5}
      hasMore={hasNextPage}
      onMore={() => void fetchNextPage()}
      empty={
        <EmptyState icon={ReceiptText} title="No invoices yet">
          Every payment for credit or a plan gets one here, minutes after it is paid.
        </EmptyState>
      }
    />
  );
}

const linkOf = ({ document }: DocumentLine): RowLink => ({
  to: ".",
  search: (before: object) => ({ ...before, document }),
  resetScroll: false,
});

/** Money that is paid back stands with a minus sign. */
const amountOf = ({ kind, gross }: DocumentLine): string | null =>
  gross === null || kind !== "credit_note" ? gross : `-${gross}`;

const COLUMNS: readonly Column<DocumentLine>[] = [
  {
    key: "number",
    header: "Number",
    phone: "title",
    width: "minmax(8rem, 1fr)",
    cell: ({ number }) => <span className="figures">{number}</span>,
  },
  { key: "title", header: "Kind", phone: "detail", width: "minmax(0, 1fr)", cell: ({ title }) => title },
  {
    key: "at",
    header: "Date",
    phone: "note",
    width: "minmax(0, 1fr)",
    cell: ({ at }) => <Time at={at} look="day" />,
  },
  {
    key: "tax",
    header: "Tax in it",
    align: "end",
    needs: "small",
    phone: "none",
    width: "minmax(0, 1fr)",
    micros: ({ tax }) => tax,
    cell: ({ tax }) => (tax === null ? null : <Money micros={tax} tone="muted" />),
  },
  {
    key: "total",
    header: "Total",
    align: "end",
    phone: "value",
    width: "minmax(0, 1fr)",
    micros: amountOf,
    cell: (line) => {
      const amount = amountOf(line);
      return amount === null ? null : <Money micros={amount} />;
    },
  },
  {
    key: "file",
    header: "File",
    align: "end",
    needs: "small",
    phone: "none",
    width: "6rem",
    cell: (line) => <FileCell {...line} />,
  },
];

function FileCell({ document, title, number }: DocumentLine) {
  const { id: org } = useOrg();
  return (
    <span className="relative z-1">
      <DocumentLink org={org} document={document} name={`${title} ${number}`} words="PDF" size="small" />
    </span>
  );
}
