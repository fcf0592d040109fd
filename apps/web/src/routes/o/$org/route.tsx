import { createFileRoute, notFound, redirect } from "@tanstack/react-router";
import { readExplainSearch } from "../../../data/explain-search.ts";
import { ExplainEntry } from "../../../features/explain/drawer/explain-entry.tsx";
import { NotFound } from "../../../shell/not-found.tsx";
import { OrganizationAway, OrganizationProblem } from "../../../shell/organization-problem.tsx";
import { Shell } from "../../../shell/shell.tsx";

export const Route = createFileRoute("/o/$org")({
  validateSearch: readExplainSearch,
  beforeLoad: ({ context: { session }, params, location }) => {
    if (session.person === null) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
    const org = session.organizations.find(({ id }) => id === params.org);
    const away = session.awayOrganizations.find(({ id }) => id === params.org);
    if (away !== undefined) throw new OrganizationAway(away.name);
    if (org === undefined) throw notFound();
    return { org };
  },
  component: () => <Shell over={<ExplainEntry />} />,
  errorComponent: OrganizationProblem,
  notFoundComponent: NotFound,
});
