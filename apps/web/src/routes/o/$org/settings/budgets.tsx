import { createFileRoute } from "@tanstack/react-router";
import { BudgetsPage } from "../../../../features/budgets/budgets-page.tsx";

export const Route = createFileRoute("/o/$org/settings/budgets")({
  staticData: { title: "Budgets" },
  component: BudgetsPage,
});
