import type { Instant } from "@scrip/domain/ledger";
import type { EndpointState } from "@scrip/domain/usage/endpoints";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { ENDPOINT_COLUMNS, type FoundEndpoint, toEndpoint } from "../../usage/endpoints/endpoints.ts";
import { type EndpointLine, endpointLine, endpointsNow } from "./endpoint-line.ts";

/** The conditions of a list of endpoints; an endpoint must match all of them. */
export interface EndpointFilter {
  readonly states?: readonly EndpointState[] | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  readonly resource?: string | undefined;
  /** A part of the caller's name, in any case. */
  readonly search?: string | undefined;
}

/** A page of endpoints, the newest first. */
export interface EndpointsPage {
  readonly endpoints: readonly EndpointLine[];
  /** The organization's time, up to which time has accrued. */
  readonly at: Instant;
  /** The last endpoint of the page; `null` if there are no more. */
  readonly next: { readonly id: string } | null;
}

/**
 * Reads a page of an organization's endpoints, by id: the ids are in the order of the first starts.
 * @param page `after` is the last endpoint of the page before
 * @throws OrganizationMissing
 */
export async function listEndpoints(
  organizations: OrganizationsSource,
  orgId: string,
  filter: EndpointFilter,
  page: { readonly after: { readonly id: string } | null; readonly limit: number },
): Promise<EndpointsPage> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const now = await endpointsNow(query, orgId);
    const values = [orgId, ...filterValues(filter), page.after?.id ?? null, page.limit + 1];
    const rows = await query({ text: PAGE, values });
    const endpoints = rows
      .slice(0, page.limit)
      .map((row) => endpointLine(toEndpoint(row as unknown as FoundEndpoint), now));
    const last = endpoints.at(-1);
    return { endpoints, at: now.at, next: rows.length > page.limit && last !== undefined ? { id: last.id } : null };
  });
}

/** The condition on rows of endpoints; `$1` is the organization, `$2` to `$6` are the values of `filterValues`. */
export const ENDPOINT_MATCHES = `org_id = $1 AND ($2::text[] IS NULL OR state = ANY ($2))
  AND ($3::text IS NULL OR project = $3) AND ($4::text IS NULL OR member = $4)
  AND ($5::text IS NULL OR resource = $5) AND ($6::text IS NULL OR strpos(lower(ref), lower($6)) > 0)`;

/** The parameters `$2` to `$6`. */
export function filterValues({ states, project, member, resource, search }: EndpointFilter): unknown[] {
  return [states ?? null, project ?? null, member ?? null, resource ?? null, search ?? null];
}

const PAGE = `
  SELECT ${ENDPOINT_COLUMNS} FROM endpoints
  WHERE ${ENDPOINT_MATCHES} AND ($7::uuid IS NULL OR id < $7) ORDER BY id DESC LIMIT $8`;
