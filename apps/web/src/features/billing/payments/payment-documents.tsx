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

/** The documents of a payment, as downloads. */
export function PaymentDocuments({ org, documents }: PaymentDocumentsProps) {
  if (documents.length === 0) return <span className="text-muted">–</span>;
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5">
      {documents.map(({ document, kind, number }) => (
        <a
          key={document}
          href={`/download/document.pdf${stringifySearch({ org, document })}`}
          download
          className="relative z-1 inline-flex items-center gap-1 rounded-small whitespace-nowrap text-accent underline-offset-4 hover:underline"
        >
          <Download aria-hidden="true" size={14} strokeWidth={1.75} />
          <span className="sr-only">Download the {KINDS[kind]} </span>
          {number}
        </a>
      ))}
    </span>
  );
}
