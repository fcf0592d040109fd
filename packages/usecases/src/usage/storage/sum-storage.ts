import { type StorageDay, type StoredNow, storageMonth } from "@scrip/db/read/storage/storage-month";
import { compileCatalog } from "@scrip/domain/catalog";
import type { Instant } from "@scrip/domain/ledger";
import type { Micros, Nanos } from "@scrip/domain/money";
import { type ShownPrice, shownPrice } from "@scrip/domain/usage/prices";
import { type Catalogs, monthAround, type Span, storageOutlook, termsOver } from "@scrip/domain/usage/storage";
import type { Deps } from "../../deps.ts";

/** What a project stores now of one resource, in bytes, and what it was charged in a month, in micro-USD. */
export interface ProjectStorage extends StoredNow {
  readonly amount: Micros;
}

/** The storage of one resource in a month. Sizes in bytes, quantities in byte-milliseconds, amounts in micro-USD. */
export interface ResourceStorage {
  readonly resource: string;
  readonly title: string;
  readonly rate: Nanos | null;
  readonly priceShape: ShownPrice | null;
  readonly bytes: bigint;
  readonly volumes: number;
  /** `null` if the plan includes everything. */
  readonly included: bigint | null;
  readonly above: bigint;
  readonly used: Micros;
  readonly booked: Micros;
  readonly byEnd: Micros;
  readonly days: readonly StorageDay[];
  /** Those that were charged, and those that store something now; the most charged first. */
  readonly projects: readonly ProjectStorage[];
}

/** The storage of an organization in a month. */
export interface StorageSum extends Span {
  /** The organization's time. */
  readonly at: Instant;
  readonly resources: readonly ResourceStorage[];
}

/**
 * Adds up the storage of a month: what is stored, what the plan includes, and what it costs.
 * @param month the running month, if it is not given
 * @throws OrganizationMissing
 * @source docs/rules.md#storage
 */
export async function sumStorage(
  { pages, books }: Pick<Deps, "pages" | "books">,
  orgId: string,
  month: Span | undefined,
): Promise<StorageSum> {
  const spanAt = (now: Instant): Span => month ?? monthAround(now);
  const read = await storageMonth(pages, orgId, spanAt);
  const { storage, meters, charges, now, at, catalogVersion } = read;
  const versions = [catalogVersion, ...storage.history.periods.map((period) => period.catalogVersion)];
  const catalogs = new Map(
    await Promise.all([...new Set(versions)].map(async (each) => [each, await books.catalogOf(each)] as const)),
  );
  const catalogOf: Catalogs = (version) => {
    const found = catalogs.get(version);
    if (found === undefined) throw new Error(`the catalog ${version} was not read`);
    return found;
  };
  const catalog = catalogOf(catalogVersion);
  const sold = [...compileCatalog(catalog).resources].filter(([, { kinds }]) => kinds.has("storage"));
  const named = new Set([...sold.map(([id]) => id), ...now.keys(), ...meters.keys()]);
  const resources = [...named].map((resource): ResourceStorage => {
    const [terms] = termsOver(storage.history, catalogOf, resource, { from: at, until: at + 1 });
    const cost = terms?.cost ?? 0n;
    const meter = meters.get(resource);
    const current = meter === undefined ? undefined : (storage.meters.get(meter.id) ?? meter);
    const none = { above: 0n, used: 0n, byEnd: 0n };
    const outlook = current === undefined ? none : storageOutlook(storage, catalogOf, current, at);
    const stored = now.get(resource) ?? [];
    const charged = meter === undefined ? undefined : charges.get(meter.id);
    return {
      resource,
      title: catalog.resources[resource]?.title ?? resource,
      rate: typeof cost === "bigint" && cost > 0n ? cost : null,
      priceShape: typeof cost === "bigint" ? null : shownPrice(cost),
      bytes: stored.reduce((sum, { bytes }) => sum + bytes, 0n),
      volumes: stored.reduce((sum, { volumes }) => sum + volumes, 0),
      included: terms === undefined ? 0n : terms.included,
      ...outlook,
      booked: meter === undefined ? 0n : meter.charged - meter.corrected,
      days: charged?.days ?? [],
      projects: byProject(stored, charged?.byProject ?? new Map()),
    };
  });
  return {
    ...spanAt(at),
    at,
    resources: resources.filter((each) => each.rate !== null || each.priceShape !== null || each.volumes > 0),
  };
}

/** Joins what projects store with what they were charged, the most charged first, then the largest. */
function byProject(stored: readonly StoredNow[], charged: ReadonlyMap<string | null, Micros>): ProjectStorage[] {
  const names = new Set(stored.map(({ project }) => project));
  const gone = [...charged.keys()].filter((project) => !names.has(project));
  const all = [...stored, ...gone.map((project) => ({ project, bytes: 0n, volumes: 0 }))];
  return all
    .map((each) => ({ ...each, amount: charged.get(each.project) ?? 0n }))
    .toSorted((a, b) => descending(a.amount, b.amount) || descending(a.bytes, b.bytes));
}

const descending = (a: bigint, b: bigint): number => Number(a < b) - Number(a > b);
