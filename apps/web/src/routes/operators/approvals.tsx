import { createFileRoute } from "@tanstack/react-router";
import { ApprovalsPage } from "../../features/operators/approvals/approvals-page.tsx";

export const Route = createFileRoute("/operators/approvals")({
  staticData: { title: "Approvals" },
  validateSearch: (search: Record<string, unknown>): { all?: true | undefined } => ({
    all: search.all === true || search.all === "true" ? true : undefined,
  }),
  component: ApprovalsPage,
});
