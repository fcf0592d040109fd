import type { OrganizationClient, ScripClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";

/** A client for any catalog: the resources of a trace are known only once it is read. */
export type AnyClient = ScripClient<Catalog>;

/** The part of the client that a replay calls. */
export interface ReplayClient {
  readonly organizations: Pick<AnyClient["organizations"], "create">;
  readonly organization: (org: string) => ReplayOrganizationClient;
}

type AnyOrganization = OrganizationClient<Catalog>;

export interface ReplayOrganizationClient {
  readonly clocks: Pick<AnyOrganization["clocks"], "advance">;
  readonly grants: Pick<AnyOrganization["grants"], "create">;
  readonly jobs: Pick<AnyOrganization["jobs"], "start" | "settleEpoch" | "resume" | "complete" | "cancel" | "fail">;
}
