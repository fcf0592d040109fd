import { createFileRoute } from "@tanstack/react-router";
import { tokenParam } from "../data/search.ts";
import { ResetPage } from "../features/account/password/reset-page.tsx";

export const Route = createFileRoute("/reset-password")({
  staticData: { title: "New password" },
  validateSearch: (search: Record<string, unknown>) => ({ token: tokenParam(search.token) }),
  component: ResetPage,
});
