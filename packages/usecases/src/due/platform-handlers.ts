import { copyCatalog } from "@scrip/db/catalog";
import type { Homes } from "@scrip/db/connection";
import { finishOrganization } from "@scrip/db/organizations";
import type { PlatformDueKind } from "@scrip/domain/due";

/**
 * Finishes a claim: acts in the organizations' home and marks the claim as done. Safe to repeat, also concurrently,
 * since the call that made the claim may still run.
 * @param ref the claimed row
 */
export type PlatformDueHandler = (homes: Homes, ref: string) => Promise<void>;

/**
 * The handler of each kind of claim that is not marked as done; the worker runs it.
 * @source docs/rules.md#two-homes
 */
export const PLATFORM_DUE = {
  create_organization: finishOrganization,
  copy_catalog: (homes, ref) => copyCatalog(homes, Number(ref)),
} satisfies Record<PlatformDueKind, PlatformDueHandler>;
