/** A stored volume. Sizes in bytes, instants in milliseconds since 1970. */
export interface VolumeRow {
  readonly id: string;
  readonly ref: string;
  readonly resource: string;
  readonly bytes: bigint;
  readonly changedAt: number;
  readonly changes: number;
}

/** A size that a volume has from an instant on. */
export interface SizeRow {
  readonly volumeId: string;
  readonly n: number;
  readonly at: number;
  readonly bytes: bigint;
  readonly reportedAt: number;
}

/** The meter of a storage resource in one calendar month. Quantities in byte-milliseconds, amounts in micro-USD. */
export interface StorageMeterRow {
  readonly id: string;
  readonly resource: string;
  readonly month: number;
  readonly quantity: bigint;
  readonly priced: bigint;
  /** What price shapes count, by the text of the price. */
  readonly shaped: ReadonlyMap<string, bigint>;
  readonly charged: bigint;
  readonly corrected: bigint;
  readonly legs: number;
  readonly bookedUntil: number;
  readonly isStale: boolean;
  readonly dueAt: number | null;
  /** The greatest leg of its charges in the same snapshot; 0 if it has none. */
  readonly lastLeg: number;
}

/** The values of a contract that replace those of its plan. */
export interface ContractLimits {
  readonly contractId: string;
  readonly entitlements: ReadonlyMap<string, unknown>;
}

/** Everything about the storage of an organization, in one snapshot. */
export interface StorageRows {
  readonly volumes: VolumeRow[];
  readonly sizes: SizeRow[];
  readonly meters: StorageMeterRow[];
  readonly contracts: ContractLimits[];
}

/** How one catalog sells storage. */
export interface StorageSold {
  readonly defaultPlan: string;
  /** By resource: the entitlement that includes an amount; `null` for none. */
  readonly includedBy: ReadonlyMap<string, string | null>;
  /** The entitlements of each plan. */
  readonly plans: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}
