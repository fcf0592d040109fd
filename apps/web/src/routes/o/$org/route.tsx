import { createFileRoute, notFound, redirect } from "@tanstack/react-router";
import { readExplainSearch } from "../../../data/explain-search.ts";
import { ExplainEntry } from "../../../features/explain/drawer/explain-entry.tsx";
import { type OrganizationAway, OrganizationNotFound } from "../../../shell/organization-not-found.tsx";
import { PageProblem } from "../../../shell/page-problem.tsx";
import { Shell } from "../../../shell/shell.tsx";

export const Route = createFileRoute("/o/$org")({
  validateSearch: readExplainSearch,
  beforeLoad: ({ context: { session }, params, location }) => {
    if (session.person === null) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
    const org = session.organizations.find(({ id }) => id === params.org);
    if (org === undefined) {
      const data: OrganizationAway | undefined = session.awayOrganizations.find(({ id }) => id === params.org);
      throw notFound({ data });
    }
    return { org };
  },
  component: () => <Shell over={<ExplainEntry />} />,
  errorComponent: PageProblem,
  notFoundComponent: OrganizationNotFound,
});
