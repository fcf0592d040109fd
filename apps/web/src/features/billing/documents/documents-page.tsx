import { getRouteApi } from "@tanstack/react-router";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { useOrg } from "../../../data/org.ts";
import { DocumentDrawer } from "./document-drawer.tsx";
import { DocumentTable } from "./document-table.tsx";
import { useDocuments } from "./use-documents.ts";

const route = getRouteApi("/o/$org/invoices");

/** The receipts, invoices and credit notes of an organization. */
export function DocumentsPage() {
  const { id: org } = useOrg();
  const { document } = route.useSearch();
  const navigate = route.useNavigate();
  const documents = useDocuments(org);
  const { error, refetch } = documents;
  if (error !== null && documents.data === undefined)
    return (
      <div className="card">
        <ErrorState title="The invoices could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">Receipts, invoices and credit notes</h2>
      <p className="max-w-[70ch] text-14 text-pretty text-muted">
        Each payment has a receipt, which is an invoice if your billing details have a tax id. A refund has a credit
        note. What was issued never changes; new billing details count for the next document.
      </p>
      <DocumentTable documents={documents} shown={document} />
      <DocumentDrawer
        document={document}
        onClose={() => void navigate({ search: {}, replace: true, resetScroll: false })}
      />
    </div>
  );
}
