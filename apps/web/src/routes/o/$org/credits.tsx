import { createFileRoute } from "@tanstack/react-router";
import { oneParam } from "../../../data/search.ts";
import { CreditsPage } from "../../../features/credits/credits-page.tsx";

export const Route = createFileRoute("/o/$org/credits")({
  validateSearch: (search: Record<string, unknown>): { shown?: "all" | undefined } => ({
    shown: oneParam(search.shown, ["all"]),
  }),
  component: CreditsPage,
});
