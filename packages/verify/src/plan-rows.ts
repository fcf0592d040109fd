/** A subscription of an organization. Instants are milliseconds since 1970. */
export interface SubscriptionRow {
  readonly id: string;
  readonly plan: string;
  readonly interval: string;
  readonly anchor: number;
  readonly catalogVersion: number;
  /** When a cancellation was asked for that stands; `null` if none does. */
  readonly cancelledAt: number | null;
  /** The month of the first period: above 0 if the subscription was taken over from another system. */
  readonly firstMonth: number;
  readonly nextMonth: number;
  readonly skippedMonths: readonly number[];
  readonly endedAt: number | null;
}

/** A period of a subscription. Amounts are micro-USD. */
export interface PeriodRow {
  readonly subscriptionId: string;
  readonly month: number;
  readonly months: number;
  readonly plan: string;
  readonly interval: string;
  readonly catalogVersion: number;
  readonly price: bigint;
  readonly credit: { readonly amount: bigint; readonly days: number } | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly paidAt: number | null;
  /** The name of its payment: that of the gateway begins with `pi_`. */
  readonly payment: string | null;
  readonly tryAt: number | null;
  readonly failedAt: number | null;
  /** The first month whose credit is held back, since the payment was taken back. */
  readonly heldFrom: number | null;
}

/** A contract of an organization. */
export interface ContractRow {
  readonly id: string;
  readonly plan: string;
  readonly state: string;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly endedAt: number | null;
  /** Nano-USD per unit, by resource. */
  readonly rates: ReadonlyMap<string, string>;
  readonly credits: readonly {
    readonly amount: bigint;
    readonly every: string;
    readonly days: number | null;
    readonly kind: string;
  }[];
  readonly nextMonth: number;
}

/** What one catalog sells as plans. */
export interface PlansSold {
  readonly defaultPlan: string;
  readonly plans: ReadonlyMap<string, PlanSold>;
}

/** A plan in a catalog. Amounts are micro-USD. */
export interface PlanSold {
  /** The price by interval; a plan by contract has none. */
  readonly prices: ReadonlyMap<string, bigint>;
  readonly credit: { readonly amount: bigint; readonly days: number } | null;
}

/** Everything that decides the plan of an organization, in one snapshot. */
export interface PlanRows {
  readonly subscriptions: SubscriptionRow[];
  readonly periods: PeriodRow[];
  readonly contracts: ContractRow[];
  /** The ids of requests whose payment has no outcome yet. */
  readonly paying: string[];
  /** The ids of changes that the people are not yet told of. */
  readonly notices: string[];
}
