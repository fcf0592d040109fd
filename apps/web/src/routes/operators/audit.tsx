import { createFileRoute } from "@tanstack/react-router";
import { readAuditSearch } from "../../components/audit/audit-search.ts";
import { PlatformAuditPage } from "../../features/operators/audit/platform-audit-page.tsx";

export const Route = createFileRoute("/operators/audit")({
  staticData: { title: "Audit log" },
  validateSearch: readAuditSearch,
  component: PlatformAuditPage,
});
