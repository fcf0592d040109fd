import type { OrganizationClient, ScripClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";

/** A client for whatever catalog the API has: a trace's resources are known only while it is read. */
export type AnyClient = ScripClient<Catalog>;

/** What a replay calls of the API; the client has more. */
export interface ReplayClient {
  readonly organizations: Pick<AnyClient["organizations"], "create">;
  readonly organization: (org: string) => ReplayOrganizationClient;
}

type AnyOrganization = OrganizationClient<Catalog>;

export interface ReplayOrganizationClient {
  readonly clocks: Pick<AnyOrganization["clocks"], "advance">;
  readonly grants: Pick<AnyOrganization["grants"], "create">;
  readonly jobs: Pick<AnyOrganization["jobs"], "start" | "settleEpoch" | "complete" | "cancel" | "fail">;
}
