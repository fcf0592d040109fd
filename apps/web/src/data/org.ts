import { getRouteApi } from "@tanstack/react-router";

const organization = getRouteApi("/o/$org");

/** The organization of the address, which the person may look at: `{ id, name }`. */
export const useOrg = () => organization.useRouteContext({ select: ({ org }) => org });
