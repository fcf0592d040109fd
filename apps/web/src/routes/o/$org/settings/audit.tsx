import { createFileRoute } from "@tanstack/react-router";
import { readAuditSearch } from "../../../../components/audit/audit-search.ts";
import { AuditPage } from "../../../../features/audit/audit-page.tsx";

export const Route = createFileRoute("/o/$org/settings/audit")({
  staticData: { title: "Audit log" },
  validateSearch: readAuditSearch,
  component: AuditPage,
});
