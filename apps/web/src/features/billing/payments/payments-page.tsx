import { Download, Receipt } from "lucide-react";
import { useMemo } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { useOrg } from "../../../data/org.ts";
import { DownloadLink } from "../download-link.tsx";
import { Policy } from "../policy.tsx";
import { PaymentDocuments } from "./payment-documents.tsx";
import { PaymentStatus } from "./payment-status.tsx";
import { type Payment, usePayments } from "./use-payments.ts";

/** Every payment of the organization, with its status, the balance after it, and its documents. */
export function PaymentsPage() {
  const { id: org } = useOrg();
  const { payments, error, refetch, isLoading, hasMore, onMore } = usePayments(org);
  const columns = useMemo(() => columnsIn(org), [org]);
  if (error !== null && isLoading)
    return (
      <div className="card">
        <ErrorState title="The payments could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <Policy />
        {payments.length > 0 ? (
          <DownloadLink path="/download/payments.csv" search={{ org }} label="CSV" what="the payments" />
        ) : (
          <Button icon={Download} disabledReason="There are no payments to download.">
            CSV
          </Button>
        )}
      </div>
      <Table
        label="Payments"
        columns={columns}
        rows={payments}
        rowKey={({ payment }) => payment}
        isLoading={isLoading}
        hasMore={hasMore}
        onMore={onMore}
        empty={
          <EmptyState icon={Receipt} title="No payments yet">
            What you pay for credit and plans is listed here, with its invoice. You add credit on the page{" "}
            <TextLink to="/o/$org/credits" params={{ org }} isInText>
              Credits
            </TextLink>
            .
          </EmptyState>
        }
      />
    </div>
  );
}

const columnsIn = (org: string): readonly Column<Payment>[] => [
  {
    key: "description",
    header: "Description",
    phone: "title",
    width: "minmax(0, 1.3fr)",
    cell: ({ description, bonus }) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate">{description}</span>
        {BigInt(bonus) > 0n && (
          <span className="shrink-0 text-12 text-promo">
            <Money micros={bonus} kind="exact" sign="always" /> bonus
          </span>
        )}
      </span>
    ),
  },
  { key: "at", header: "Date", phone: "detail", width: "8rem", cell: ({ at }) => <Time at={at} look="moment" /> },
  {
    key: "status",
    header: "Status",
    phone: "note",
    width: "9rem",
    cell: (payment) => <PaymentStatus payment={payment} />,
  },
  {
    key: "method",
    header: "Paid with",
    phone: "none",
    needs: "wide",
    width: "minmax(0, 1.6fr)",
    cell: ({ paidWith }) => <span className="text-muted">{paidWith ?? "–"}</span>,
  },
  {
    key: "documents",
    header: "Documents",
    phone: "detail",
    needs: "small",
    width: "10rem",
    cell: ({ documents }) => <PaymentDocuments org={org} documents={documents} />,
  },
  {
    key: "tax",
    header: "Tax",
    phone: "none",
    align: "end",
    needs: "middle",
    width: "5.5rem",
    micros: ({ tax }) => tax,
    cell: ({ tax }) => <Money micros={tax} kind="exact" tone="muted" />,
  },
  {
    key: "amount",
    header: "Amount",
    phone: "value",
    align: "end",
    width: "7rem",
    micros: ({ gross }) => gross,
    cell: ({ gross, refunded }) => (
      <span>
        <Money micros={gross} kind="exact" />
        {BigInt(refunded) > 0n && (
          <span className="block text-12 text-muted max-tablet:hidden">
            <Money micros={-BigInt(refunded)} kind="exact" label="Paid back" />
          </span>
        )}
      </span>
    ),
  },
  {
    key: "balance",
    header: "Balance after",
    phone: "none",
    align: "end",
    needs: "middle",
    width: "8rem",
    micros: ({ balance }) => balance,
    cell: ({ balance }) =>
      balance === null ? <span className="text-muted">–</span> : <Money micros={balance} kind="exact" />,
  },
];
