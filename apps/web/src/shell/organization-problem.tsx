import type { ErrorComponentProps } from "@tanstack/react-router";
import { late } from "../components/ui/late.tsx";
import { PageProblem } from "./page-problem.tsx";

const Away = late(() => import("./away-organization.tsx").then((module) => module.AwayOrganization));

/** The database of an organization does not answer at the moment. */
export class OrganizationAway extends Error {
  readonly organization: string;

  /** @param organization its name */
  constructor(organization: string) {
    super(`${organization} cannot be shown at the moment.`);
    this.organization = organization;
  }
}

/** Replaces the pages of an organization that cannot be shown. */
export function OrganizationProblem(props: ErrorComponentProps) {
  const { error } = props;
  return error instanceof OrganizationAway ? <Away name={error.organization} /> : <PageProblem {...props} />;
}
