import { createFileRoute } from "@tanstack/react-router";
import { tokenParam } from "../data/search.ts";
import { InvitationPage } from "../features/account/invitation/invitation-page.tsx";

export const Route = createFileRoute("/invitation")({
  staticData: { title: "Invitation" },
  validateSearch: (search: Record<string, unknown>) => ({ token: tokenParam(search.token) }),
  component: InvitationPage,
});
