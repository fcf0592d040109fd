import { createFileRoute } from "@tanstack/react-router";
import { MembersPage } from "../../../../features/members/members-page.tsx";

export const Route = createFileRoute("/o/$org/settings/members")({
  staticData: { title: "Members" },
  component: MembersPage,
});
