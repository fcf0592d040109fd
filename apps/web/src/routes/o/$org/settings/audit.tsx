import { createFileRoute } from "@tanstack/react-router";
import type { AuditSearch } from "../../../../components/audit/audit-search.ts";
import { AuditPage } from "../../../../features/audit/audit-page.tsx";

export const Route = createFileRoute("/o/$org/settings/audit")({
  staticData: { title: "Audit log" },
  // The page reads the filters: all names of actions are too many for the first load.
  validateSearch: (search: AuditSearch): AuditSearch => search,
  component: AuditPage,
});
