import { createFileRoute } from "@tanstack/react-router";
import { OrganizationPage } from "../../../features/operators/organization/organization-page.tsx";

export const Route = createFileRoute("/operators/o/$org")({
  staticData: { title: "Organization" },
  component: OrganizationPage,
});
