import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { stringifySearch } from "../../../data/search.ts";
import type { Payment } from "./use-payments.ts";

const KINDS: Record<Payment["documents"][number]["kind"], string> = {
  receipt: "receipt",
  credit_note: "credit note",
  reversal: "credit note reversal",
  statement: "statement",
};

interface PaymentDocumentsProps {
  readonly org: string;
  readonly documents: Payment["documents"];
}

// Both are 24 pixels high, so that a finger finds each of them.
const LINK =
  "relative z-1 inline-flex h-6 items-center rounded-small whitespace-nowrap text-accent underline-offset-4 hover:underline";

/** The first document of a payment, as a download. A line of the table has no room for more: they are on Invoices. */
export function PaymentDocuments({ org, documents: [first, ...others] }: PaymentDocumentsProps) {
  if (first === undefined) return <span className="text-muted">–</span>;
  const { document, kind, number } = first;
  return (
    <span className="flex min-w-0 gap-x-2">
      <a
        href={`/download/document.pdf${stringifySearch({ org, document })}`}
        download
        className={`${LINK} min-w-0 gap-1`}
      >
        <Download aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
        <span className="sr-only">Download the {KINDS[kind]} </span>
        <span className="truncate">{number}</span>
      </a>
      {others.length > 0 && (
        <Link to="/o/$org/invoices" params={{ org }} className={`${LINK} min-w-6 justify-center max-tablet:hidden`}>
          +{others.length}
          <span className="sr-only"> more documents of this payment, on Invoices</span>
        </Link>
      )}
    </span>
  );
}
