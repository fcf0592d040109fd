import { getRouteApi } from "@tanstack/react-router";

const organization = getRouteApi("/o/$org");

/** The organization in the address: `{ id, name }`. The route has checked that the person may see it. */
export const useOrg = () => organization.useRouteContext({ select: ({ org }) => org });
