import { createFileRoute, redirect } from "@tanstack/react-router";
import { NoOrganization } from "../shell/no-organization.tsx";

export const Route = createFileRoute("/")({
  staticData: { title: "Welcome" },
  beforeLoad: ({ context: { session } }) => {
    if (session.person === null) throw redirect({ to: "/sign-in", replace: true });
    const [first] = session.organizations;
    if (first !== undefined) throw redirect({ to: "/o/$org", params: { org: first.id }, replace: true });
  },
  component: NoOrganization,
});
