import { createFileRoute } from "@tanstack/react-router";
import { textParam } from "../../../data/search.ts";
import { DocumentsPage } from "../../../features/billing/documents/documents-page.tsx";

export const Route = createFileRoute("/o/$org/invoices")({
  validateSearch: (search: Record<string, unknown>): { document?: string | undefined } => ({
    document: textParam(search.document),
  }),
  component: DocumentsPage,
});
