import { createFileRoute, redirect } from "@tanstack/react-router";
import { takeNext } from "../data/next-path.ts";
import { NoOrganization } from "../shell/no-organization.tsx";

export const Route = createFileRoute("/")({
  staticData: { title: "Welcome" },
  beforeLoad: ({ context: { session }, preload }) => {
    if (session.person === null) throw redirect({ to: "/sign-in", replace: true });
    // A preload on hover must not take it.
    const kept = preload ? undefined : takeNext();
    if (kept !== undefined) throw redirect({ href: kept, replace: true });
    const first = session.organizations[0] ?? session.awayOrganizations[0];
    if (first !== undefined) throw redirect({ to: "/o/$org", params: { org: first.id }, replace: true });
  },
  component: NoOrganization,
});
