import { createFileRoute } from "@tanstack/react-router";
import { CasesPage } from "../../features/operators/cases/cases-page.tsx";

export const Route = createFileRoute("/operators/payments")({
  staticData: { title: "Payments to decide" },
  component: CasesPage,
});
