import type {
  Catalog,
  EntitlementKey,
  EntitlementKeyOf,
  EntitlementValueOf,
  KindOfWork,
  PlanId,
  ResourceId,
  ResourceIdFor,
} from "@scrip/domain/catalog";
import type { Micros, Nanos } from "@scrip/domain/money";
import type { EntitlementAnswer } from "./answers.ts";
import type { Given } from "./given.ts";

/** A resource of the catalog and a kind of work that it is sold for. The default kind is `training`. */
type Sold<C extends Catalog> = {
  [Work in KindOfWork]: { readonly resource: ResourceIdFor<C, Work> } & NamesWork<Work>;
}[KindOfWork];

type NamesWork<Work extends KindOfWork> = Work extends "training"
  ? { readonly work?: Work | undefined }
  : { readonly work: Work };

type Without<T, Name extends PropertyKey> = { readonly [N in keyof T as N extends Name ? never : N]: T[N] };

export type StartJob<C extends Catalog> = Without<Given<"jobs.start">, "resource" | "work"> & Sold<C>;
export type EstimateJob<C extends Catalog> = Without<Given<"jobs.estimate">, "resource" | "work"> & Sold<C>;

export type StartEndpoint<C extends Catalog> = Without<Given<"endpoints.start">, "resource"> & {
  readonly resource: ResourceIdFor<C, "endpoint">;
};
export type ScaleEndpoint<C extends Catalog> = Without<Given<"endpoints.scale">, "resource"> & {
  readonly resource?: ResourceIdFor<C, "endpoint"> | undefined;
};
/** A job to try out, and how fast other resources of the catalog do the same work. */
export type WhatIfJob<C extends Catalog> = Without<Given<"jobs.whatIf">, "resource" | "work" | "speeds"> &
  Sold<C> & {
    readonly speeds?: readonly { readonly resource: ResourceId<C>; readonly speedMilli: number }[] | undefined;
  };

type NamesResource<C extends Catalog> = { readonly resource?: ResourceId<C> | undefined };

export type SettleHold<C extends Catalog> = Without<Given<"holds.settle">, "resource"> & NamesResource<C>;
export type CreateCharge<C extends Catalog> = Without<Given<"charges.create">, "resource"> & NamesResource<C>;

/** A use of a resource. `quantity` is decimal text in the resource's unit, such as "12.5". */
export interface UsageEvent<C extends Catalog> {
  /** Who reports it, and its name there: the same event again changes nothing. */
  readonly source: string;
  readonly id: string;
  readonly resource: ResourceId<C>;
  /** Of a correction, the new total of the corrected event. */
  readonly quantity: string;
  /** When the use took place; now, if not given. */
  readonly eventAt?: Date | string | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  /** An earlier event of the same source. */
  readonly corrects?: string | undefined;
}

export type ReportUsage<C extends Catalog> = Without<Given<"usage.report">, "events"> & {
  readonly events: readonly UsageEvent<C>[];
};

export type CheckEntitlement<C extends Catalog, E extends EntitlementKey<C>> = Without<
  Given<"entitlements.check">,
  "entitlement"
> & { readonly entitlement: E };

/** The answer of a check: the value has the type that the catalog gives it. */
export type CheckedEntitlement<C extends Catalog, E extends EntitlementKey<C>> = Without<EntitlementAnswer, "value"> & {
  readonly value: EntitlementValueOf<C, E>;
};

/** Credit of a contract: micro-USD, once at its start or in each of its months. */
export interface ContractCredit {
  readonly amount: Micros;
  readonly every: "once" | "month";
  /** Days until it lapses; never, if not given. */
  readonly days?: number | null | undefined;
  readonly kind?: "promotional" | "paid" | undefined;
}

/** A contract. Its prices are nano-USD per unit; the catalog's apply to every other resource. */
export type CreateContract<C extends Catalog> = Without<
  Given<"contracts.create">,
  "plan" | "rates" | "entitlements" | "credits"
> & {
  readonly plan: PlanId<C>;
  readonly rates?: { readonly [R in ResourceId<C>]?: Nanos } | undefined;
  readonly entitlements?: { readonly [E in EntitlementKey<C>]?: EntitlementValueOf<C, E> } | undefined;
  readonly credits?: readonly ContractCredit[] | undefined;
};

export type UseEntitlement<C extends Catalog> = Without<Given<"entitlements.use">, "entitlement"> & {
  readonly entitlement: EntitlementKeyOf<C, "limit">;
};

/** The size of a volume: `gb` as decimal text, or `bytes`. */
export type SetStorage<C extends Catalog> = Without<Given<"storage.set">, "resource" | "bytes"> & {
  readonly resource?: ResourceIdFor<C, "storage"> | undefined;
  readonly bytes?: bigint | string | undefined;
};
