import { createFileRoute } from "@tanstack/react-router";
import { OrganizationPage } from "../../../../features/settings/organization-page.tsx";

export const Route = createFileRoute("/o/$org/settings/organization")({
  staticData: { title: "Organization" },
  component: OrganizationPage,
});
