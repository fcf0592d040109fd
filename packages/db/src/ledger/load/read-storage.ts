import type { EntitlementValue } from "@scrip/domain/catalog";
import type { PlanHistory, SizeChange, StorageMeter, Volume } from "@scrip/domain/usage/storage";
import { toUnitCost } from "../../plans/contract-rates.ts";
import { readShaped } from "../../usage/storage/shaped.ts";

type Row = Readonly<Record<string, unknown>>;

/** Reads a meter from a row whose numbers are text. */
export function readMeter(row: Row): StorageMeter {
  return {
    id: String(row.id),
    resource: String(row.resource),
    month: Number(row.month),
    quantity: BigInt(String(row.quantity)),
    priced: BigInt(String(row.priced)),
    shaped: readShaped(textOrNull(row.shaped)),
    charged: BigInt(String(row.charged)),
    corrected: BigInt(String(row.corrected)),
    legs: Number(row.legs),
    bookedUntil: Number(row.bookedUntil),
    isStale: row.isStale === true,
    dueAt: row.dueAt === null ? null : Number(row.dueAt),
  };
}

/** Reads a volume from a row whose size is text. */
export function readVolume(row: Row): Volume {
  return {
    id: String(row.id),
    ref: String(row.ref),
    resource: String(row.resource),
    project: textOrNull(row.project),
    member: textOrNull(row.member),
    bytes: BigInt(String(row.bytes)),
    changedAt: Number(row.changedAt),
    changes: Number(row.changes),
  };
}

/** The sizes of a resource's volumes, while they are read. */
export interface ReadingOf {
  readonly orgId: string;
  readonly resource: string;
  readonly from: number;
  readonly sizes: Map<string, bigint>;
  readonly changes: SizeChange[];
}

/** Adds a volume's size at the start of the reading, and its changes after it. */
export function readSizes({ sizes, changes }: ReadingOf, row: Row): void {
  const volumeId = String(row.id);
  if (row.bytesThen !== null) sizes.set(volumeId, BigInt(row.bytesThen as string));
  const after = (row.changesAfter ?? []) as readonly (readonly [n: number, at: number, bytes: string])[];
  for (const [n, at, bytes] of after) changes.push({ volumeId, n, at, bytes: BigInt(bytes) });
}

type PeriodTuple = readonly [plan: string, catalogVersion: number, from: number, until: number];
type ContractTuple = readonly [
  plan: string,
  rates: Readonly<Record<string, string>>,
  entitlements: Readonly<Record<string, EntitlementValue>>,
  from: number,
  until: number | null,
];

/** Reads the plans of an organization by time. */
export function readHistory(row: Row, catalogVersion: number): PlanHistory {
  const periods = (row.periods ?? []) as readonly PeriodTuple[];
  const contracts = (row.contracts ?? []) as readonly ContractTuple[];
  return {
    catalogVersion,
    periods: periods.map(([plan, version, from, until]) => ({ plan, catalogVersion: version, from, until })),
    contracts: contracts.map(([plan, rates, entitlements, from, until]) => ({
      plan,
      rates: new Map(Object.entries(rates).map(([resource, cost]) => [resource, toUnitCost(cost)])),
      entitlements,
      from,
      until,
    })),
  };
}

function textOrNull(value: unknown): string | null {
  return value as string | null;
}
