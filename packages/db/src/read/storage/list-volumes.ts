import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A volume as a line of a list. Sizes are bytes in digits. */
export interface VolumeLine {
  /** The caller's name for the volume. */
  readonly volume: string;
  readonly resource: string;
  readonly project: string | null;
  readonly member: string | null;
  readonly bytes: string;
  readonly since: Instant;
}

/** Where a page of volumes ends. */
export interface VolumeCursor {
  readonly bytes: bigint;
  readonly id: string;
}

/** A page of volumes, and the cursor of the next page. */
export interface VolumesPage {
  readonly volumes: readonly VolumeLine[];
  readonly next: VolumeCursor | null;
}

/**
 * Reads a page of an organization's volumes, the largest first, those of one size in the order in which they were made.
 * @param page `deleted` lists those without a size too; `after` is the cursor of the page before
 * @throws OrganizationMissing
 */
export async function listVolumes(
  organizations: OrganizationsSource,
  orgId: string,
  page: { readonly deleted: boolean; readonly after: VolumeCursor | null; readonly limit: number },
): Promise<VolumesPage> {
  const { deleted, after, limit } = page;
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const values = [orgId, deleted, after === null ? null : String(after.bytes), after?.id ?? null, limit + 1];
    const rows = await query({ text: PAGE, values });
    const volumes = rows.slice(0, limit).map(volumeLine);
    const last = rows[limit - 1];
    const next =
      rows.length > limit && last !== undefined ? { bytes: BigInt(String(last.bytes)), id: String(last.id) } : null;
    return { volumes, next };
  });
}

/** A volume with its last sizes, newest first, each from its instant on. */
export interface VolumeStory extends VolumeLine {
  readonly sizes: readonly { readonly at: Instant; readonly bytes: string }[];
}

/** How many sizes of a volume are read. */
const MOST_SIZES = 100;

/**
 * Reads a volume by the caller's name for it, with its last sizes.
 * @returns `null` if the organization has no such volume
 * @throws OrganizationMissing
 */
export async function volumeStory(
  organizations: OrganizationsSource,
  orgId: string,
  ref: string,
): Promise<VolumeStory | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query: Query) => {
    const [row] = await query({ text: ONE, values: [orgId, ref] });
    if (row === undefined) return null;
    const sizes = await query({ text: SIZES, values: [orgId, row.id, MOST_SIZES] });
    return {
      ...volumeLine(row),
      sizes: sizes.map(({ at, bytes }) => ({ at: Number(at), bytes: String(bytes) })),
    };
  });
}

function volumeLine(row: Readonly<Record<string, unknown>>): VolumeLine {
  const textOrNull = (value: unknown): string | null => value as string | null;
  return {
    volume: String(row.ref),
    resource: String(row.resource),
    project: textOrNull(row.project),
    member: textOrNull(row.member),
    bytes: String(row.bytes),
    since: Number(row.since),
  };
}

const LINE = "id, ref, resource, project, member, bytes::text AS bytes, instant_ms(changed_at)::text AS since";

const PAGE = `
  SELECT ${LINE} FROM volumes AS v
  WHERE org_id = $1 AND ($2 OR v.bytes > 0)
    AND ($3::bigint IS NULL OR v.bytes < $3::bigint OR (v.bytes = $3::bigint AND id > $4::uuid))
  ORDER BY v.bytes DESC, id LIMIT $5`;

const ONE = `SELECT ${LINE} FROM volumes WHERE org_id = $1 AND ref = $2`;

const SIZES = `
  SELECT instant_ms(at)::text AS at, bytes::text AS bytes FROM volume_sizes
  WHERE org_id = $1 AND volume_id = $2 ORDER BY volume_sizes.at DESC, n DESC LIMIT $3`;
