import type { NotFoundRouteProps } from "@tanstack/react-router";
import { late } from "../components/ui/late.tsx";
import { NotFound } from "./not-found.tsx";

const Away = late(() => import("./away-organization.tsx").then((module) => module.AwayOrganization));

/** An organization of the person whose database does not answer at the moment. */
export interface OrganizationAway {
  readonly name: string;
}

/** Replaces the pages of an organization that is not among those of the session. Its data is set if it is only away. */
export function OrganizationNotFound({ data }: Partial<NotFoundRouteProps>) {
  const away = data as OrganizationAway | undefined;
  return away === undefined ? <NotFound /> : <Away name={away.name} />;
}
