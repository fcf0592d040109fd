import type { Instant } from "@scrip/domain/ledger";
import { copyVersionTo } from "../catalog/copy-catalog.ts";
import { cellNames, leastLoaded } from "../cells/least-loaded.ts";
import { markDone, type PlatformWork, writePlatformDue } from "../claims/claim.ts";
import { PlatformDueEntity } from "../claims/platform-due.entity.ts";
import { reach } from "../connection/crash-points.ts";
import { breaks } from "../connection/errors.ts";
import type { Homes, OrganizationsTx, PlatformTx } from "../connection/home-source.ts";
import { inOrganization, inPlatform } from "../connection/in-home.ts";
import { OrganizationEntity } from "./organization.entity.ts";
import { OrganizationRegistryEntity, type OrganizationRegistryRow } from "./organization-registry.entity.ts";
import { getOrganization, type Organization, toOrganization } from "./organizations.ts";

export interface NewOrganization {
  /** The owner of the platform key that creates the organization. Names and creation keys are unique per owner. */
  readonly owner: string;
  readonly name: string;
  readonly creationKey: string;
  /** SHA-256 in hex of the caller's input. It distinguishes a repeated call from a reused key. */
  readonly payloadHash: string;
  readonly orgId: string;
  readonly clockAt: Instant | null;
  readonly catalogVersion: number;
  /** The plan with which it begins: an id in that catalog. */
  readonly plan: string;
  /** The person who creates it, its first owner; `null` if a platform key does. */
  readonly ownerPerson: string | null;
  /** The normalized address of the owner whom a platform key invites; `null` if there is none. */
  readonly ownerEmail: string | null;
}

/**
 * The organization, created now or by an earlier call with the same key and payload, or the refusal. `lost`: an earlier call
 * created the organization `orgId`, and the cell was restored to a point before that.
 */
export type CreateOrganizationOutcome =
  | { readonly ok: true; readonly organization: Organization; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: "key_reused" | "name_taken" }
  | { readonly ok: false; readonly refusal: "lost"; readonly orgId: string };

/** The values of a claim that the act in the organizations' home needs. */
export type CreationClaim = Pick<
  OrganizationRegistryRow,
  "orgId" | "name" | "clockAt" | "catalogVersion" | "plan" | "ownerPerson" | "ownerEmail"
>;

/** What belongs to a creation beside the organization's row. */
export interface CreationSteps {
  /** Writes what the organization begins with, in the transaction that makes it. Runs once. */
  begin(tx: OrganizationsTx, claim: CreationClaim): Promise<void>;
  /** Continues until the creation is marked as done. Safe to repeat. */
  finish(claim: CreationClaim): Promise<void>;
}

type Claimed =
  | {
      readonly ok: true;
      readonly claim: CreationClaim;
      readonly isEarlier: boolean;
      /** Whether the creation is not marked as done yet. */
      readonly isOpen: boolean;
    }
  | Extract<CreateOrganizationOutcome, { ok: false }>;

const NO_ENTRIES = Buffer.alloc(32);

/** An organization without an owner. */
const ALONE: CreationSteps = { begin: async () => {}, finish: async () => {} };

/**
 * Creates an organization in three steps: the platform claims its name and creation key and chooses its cell, the cell gets
 * its row, and the platform marks the claim as done. Safe to repeat and to run concurrently: the same key and payload
 * give the same organization. The worker, or a repeated call, finishes an interrupted creation.
 * @source docs/rules.md#two-homes
 */
export async function createOrganization(
  homes: Homes,
  wanted: NewOrganization,
  steps: CreationSteps = ALONE,
): Promise<CreateOrganizationOutcome> {
  const claimed = await inPlatform(homes.platform, (tx) => claim(tx, wanted, cellNames(homes.organizations)));
  if (!claimed.ok) return claimed;
  reach("organization.claimed");
  const { orgId } = claimed.claim;
  // Only an open creation makes rows. Otherwise an organization that was lost would come back empty under the same id.
  if (!claimed.isOpen && (await getOrganization(homes.organizations, orgId)) === undefined)
    return { ok: false, refusal: "lost", orgId };
  const organization = await actAndMark(homes, claimed.claim, steps);
  return { ok: true, organization, replayed: claimed.isEarlier };
}

/**
 * Finishes a creation that was interrupted after its claim. Safe to repeat.
 * @throws Error if no creation claimed the id
 */
export async function finishOrganization(homes: Homes, orgId: string, steps: CreationSteps = ALONE): Promise<void> {
  const claimed = await homes.platform.repository(OrganizationRegistryEntity).findOneByOrFail({ orgId });
  await actAndMark(homes, claimed, steps);
}

async function actAndMark(homes: Homes, claimed: CreationClaim, steps: CreationSteps): Promise<Organization> {
  const { orgId, ownerEmail } = claimed;
  const organization = await actWithCatalog(homes, claimed, steps);
  reach("organization.made");
  await steps.finish(claimed);
  reach("organization.finished");
  await inPlatform(homes.platform, async (tx) => {
    // The invitation has the address now.
    if (ownerEmail !== null) await tx.repository(OrganizationRegistryEntity).update({ orgId }, { ownerEmail: null });
    await markDone(tx, creationOf(orgId));
  });
  reach("organization.marked");
  return organization;
}

/** A cell that was away may lack the version: the worker has not copied it there yet. */
async function actWithCatalog(homes: Homes, claimed: CreationClaim, steps: CreationSteps): Promise<Organization> {
  const { orgId, catalogVersion } = claimed;
  const create = () => inOrganization(homes.organizations, orgId, (tx) => act(tx, claimed, steps));
  try {
    return await create();
  } catch (error) {
    if (!breaks(error, "organizations_catalog_fkey")) throw error;
    await homes.organizations.route(orgId, (cell) => copyVersionTo(cell, homes.platform, catalogVersion));
    return create();
  }
}

/** Waits for a concurrent creation of the same name or key. If that one commits, this one makes no claim. */
async function claim(tx: PlatformTx, wanted: NewOrganization, cells: readonly string[]): Promise<Claimed> {
  const { owner, name, creationKey, payloadHash, orgId, catalogVersion, plan, ownerPerson, ownerEmail } = wanted;
  const clockAt = wanted.clockAt === null ? null : new Date(wanted.clockAt);
  const claimed = await tx.query<unknown[]>(
    `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id, clock_at, catalog_version, plan,
        owner_person, owner_email, cell)
      VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, $9, $10, ${leastLoaded("$11")})
      ON CONFLICT DO NOTHING RETURNING org_id`,
    [owner, name, creationKey, payloadHash, orgId, clockAt, catalogVersion, plan, ownerPerson, ownerEmail, cells],
  );
  if (claimed.length === 0) return earlierClaim(tx, wanted);
  await writePlatformDue(tx, creationOf(orgId));
  return { ok: true, claim: { ...wanted, clockAt }, isEarlier: false, isOpen: true };
}

async function earlierClaim(tx: PlatformTx, wanted: NewOrganization): Promise<Claimed> {
  const { owner, name, creationKey, payloadHash, orgId } = wanted;
  const registry = tx.repository(OrganizationRegistryEntity);
  const earlier = await registry.findOneBy({ owner, creationKey });
  if (earlier === null) {
    if (await registry.existsBy({ owner, name })) return { ok: false, refusal: "name_taken" };
    throw new Error(`The id ${orgId} is that of another organization.`);
  }
  if (earlier.payloadHash.toString("hex") !== payloadHash) return { ok: false, refusal: "key_reused" };
  const isOpen = await tx.repository(PlatformDueEntity).existsBy(creationOf(earlier.orgId));
  return { ok: true, claim: earlier, isEarlier: true, isOpen };
}

/** Inserts the organization's row with what it begins with, unless the row exists. */
async function act(tx: OrganizationsTx, claimed: CreationClaim, steps: CreationSteps): Promise<Organization> {
  const { orgId, name, clockAt, catalogVersion, plan } = claimed;
  // Truncate the time: the column would round it, up to half a millisecond into the future.
  const made = await tx.query<unknown[]>(
    `INSERT INTO organizations (org_id, name, created_at, clock_at, catalog_version, plan, seq, at, hash, available, reserved, owed)
      SELECT $1, $2, made.at, $3, $4, $6, 0, made.at, $5, 0, 0, 0
      FROM (SELECT coalesce($3::timestamptz, date_trunc('milliseconds', clock_timestamp())) AS at) AS made
      ON CONFLICT (org_id) DO NOTHING RETURNING org_id`,
    [orgId, name, clockAt, catalogVersion, NO_ENTRIES, plan],
  );
  if (made.length > 0) await steps.begin(tx, claimed);
  return toOrganization(await tx.repository(OrganizationEntity).findOneByOrFail({ orgId }));
}

function creationOf(orgId: string): PlatformWork {
  return { kind: "create_organization", ref: orgId };
}
