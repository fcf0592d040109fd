import type { createContractInput } from "@scrip/contract/contracts";
import type { WhatIfAnswer } from "@scrip/contract/what-if";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { shownPrice } from "@scrip/domain/usage/prices";

/** Ids and instants as the database has them, before the contract converts them for the wire. */
export const UUID = "01985c2e-1a2b-7c3d-8e4f-5a6b7c8d9e0f";
export const NOON = Date.UTC(2026, 0, 1, 12);

/** Larger than any integer that a JavaScript number holds exactly. */
export const HUGE = 9_007_199_254_740_993n;

const balance = { available: `${HUGE}`, reserved: "250000", owed: "0" };
const answered = { seq: 7, balance };

export const organization = (input: { name: string; testClock?: number | undefined }) => ({
  org: UUID,
  name: input.name,
  createdAt: NOON,
  testClock: input.testClock ?? null,
  catalogVersion: 1,
});

export const grant = (amount: bigint) => ({
  ...answered,
  grant: UUID,
  state: "issued" as const,
  amount: `${amount}`,
  paidDebt: "0",
  terms: null,
});

export const hold = (moved: { open?: bigint; charged?: bigint; released?: bigint }) => ({
  ...answered,
  hold: UUID,
  state: "open" as const,
  open: `${moved.open ?? 0n}`,
  charged: `${moved.charged ?? 0n}`,
  released: `${moved.released ?? 0n}`,
});

export const charge = (amount: bigint) => ({ ...answered, charge: UUID, charged: `${amount}`, becameOwed: "0" });

export const reported = (
  events: readonly { readonly source: string; readonly id: string; readonly quantity: bigint }[],
) => ({
  results: events.map(({ source, id, quantity }) => ({
    source,
    id,
    ok: true,
    known: false,
    charge: UUID,
    charged: `${quantity}`,
    becameOwed: "0",
    forgiven: "0",
    refunded: "0",
    isLate: false,
    balance: answered.balance,
    refusal: null,
  })),
});

export const grants = {
  grants: [
    {
      grant: UUID,
      source: "plan",
      kind: "promotional" as const,
      effectiveAt: 0,
      expiresAt: null,
      amount: "5",
      available: "1",
      held: "1",
      spent: "1",
      expired: "1",
      revoked: "1",
    },
  ],
  next: null,
};

export const cancel = ({ grant }: { grant: string }) => ({ ...answered, grant, amount: "5000000" });

export const revoke = ({ grant, amount }: { grant: string; amount: bigint }) => ({
  ...answered,
  grant,
  revoked: `${amount}`,
  held: "0",
  lapsed: "0",
  debt: null,
  paid: "0",
  becameOwed: "0",
});

export const reinstate = ({ grant, amount }: { grant: string; amount: bigint }) => ({
  ...answered,
  grant,
  forgiven: "0",
  held: "0",
  reinstated: `${amount}`,
  refunded: "0",
  grants: [UUID],
});

export const refund = ({ charge: refunded, amount }: { charge: string; amount: bigint }) => ({
  ...answered,
  charge: refunded,
  forgiven: "0",
  refunded: `${amount}`,
  grants: [UUID],
});

export const forgive = ({ debt, amount }: { debt: string; amount: bigint }) => ({
  ...answered,
  debt,
  forgiven: `${amount}`,
  open: "0",
});

export const job = (ref: string) => ({
  ...answered,
  job: UUID,
  ref,
  state: "running" as const,
  decision: "continue" as const,
  reason: null,
  missing: null,
  budget: null,
  charged: "665000",
  chargedTotal: "1330000",
  held: "665000",
  becameOwed: "0",
  flags: [],
});

export const details = (ref: string) => ({
  job: ref,
  id: UUID,
  resource: "gpu.h100-80gb",
  work: "training",
  mode: "epochs" as const,
  state: "running" as const,
  rateNanos: "3990000000",
  priceShape: null,
  unitsMilli: 1000,
  estimateMs: null,
  project: null,
  member: null,
  startedAt: NOON,
  endedAt: null,
  pausedMs: 0,
  reportedMs: 600_000,
  chargeableMs: 600_000,
  charged: "665000",
  hold: { id: UUID, open: "665000", silentAt: null },
});

export const estimate = {
  price: 3_990_000n,
  rate: 3_990_000_000n,
  shape: null,
  hold: 665_000n,
  required: 798_000n,
  spendable: 20_000_000n,
  admitted: true,
  missing: 0n,
  paidBy: [{ grantId: UUID, amount: 3_990_000n }],
  lapsing: 0n,
  pausesAtMs: null,
};

/** What would happen if a job started now. */
export const tried: WhatIfAnswer = {
  price: 10_000_000n,
  rate: 3_990_000_000n,
  shape: null,
  hold: 1_000_000n,
  required: 1_200_000n,
  missing: 0n,
  spendable: 7_000_000n,
  admitted: true,
  charged: 6_000_000n,
  becameOwed: 0n,
  epochs: 10,
  halt: { afterEpoch: 6, atMs: 600_000, reason: "insufficient_credit", missing: 12n, budget: null },
  paidBy: [],
  lapsing: 0n,
  alerts: [{ scope: "project", id: "p", period: "day", window: 0, cap: "10", used: "4", asked: "7" }],
  cheaper: [{ resource: "gpu.l40s", rate: 1_140_000_000n, shape: null, estimateMs: 1, price: 3n, saved: 7n }],
  at: 0,
  runway: { state: "lasts", at: null, perHour: 3_990_000n },
};

export const fullBalance = { ...balance, expiring: "0", expiringBefore: NOON, at: NOON, seq: 7 };

/** The ledger of the tests has five entries. */
const ENTRIES = 5;

export function page({ after, limit }: { after: number; limit: number }) {
  const last = Math.min(after + limit, ENTRIES);
  const seqs = Array.from({ length: last - after }, (_, index) => after + index + 1);
  return { entries: seqs.map(entry), next: last < ENTRIES ? last : null };
}

const entry = (seq: number) => ({
  seq,
  at: NOON,
  recordedAt: NOON,
  kind: "place_hold",
  actor: { type: "key", id: null },
  cause: { type: "hold", id: UUID },
  leg: 1,
  asked: null,
  postings: [{ from: "avail", to: "held", amount: "250000", grant: UUID, hold: UUID, debt: null }],
  balance,
  hash: "00",
});

export const verified = { ok: true, organizations: 1, entries: ENTRIES, findings: [] };

export const entitlement = {
  entitlement: "deployments",
  title: "Deployments",
  kind: "limit",
  value: 1,
  counted: "by_platform",
  used: 1,
  isByContract: false,
  isAllowed: false,
  neededPlan: "pro",
} as const;

export const use = { entitlement: "deployments", limit: 1, used: 1 };

export const plan = {
  plan: "pro",
  state: "active" as const,
  interval: "month" as const,
  since: NOON,
  price: "29000000",
  period: { plan: "pro", interval: "month" as const, from: NOON, until: NOON, price: "29000000", paidAt: NOON },
  scheduled: null,
  nextGrant: { at: NOON, amount: "20000000" },
  nextTry: null,
  contract: null,
  limits: [],
  periods: [],
};

/** A contract with what was given of it. */
export const contract = (given: Partial<Parsed<typeof createContractInput>>) => ({
  contract: UUID,
  plan: given.plan ?? "enterprise",
  state: "running" as const,
  startsAt: given.startsAt ?? NOON,
  endsAt: given.endsAt ?? null,
  endedAt: null,
  rates: given.rates ?? {},
  priceShapes: Object.fromEntries(
    Object.entries(given.priceShapes ?? {}).map(([id, price]) => [id, shownPrice(price)]),
  ),
  entitlements: given.entitlements ?? {},
  credits: given.credits ?? [],
});

const sized = (volume: string) => ({ volume, resource: "storage.gb-month", bytes: "250000000000", since: NOON });

export const stored = (volume: string) => ({ ...sized(volume), balance });

export const volume = (name: string) => ({
  ...sized(name),
  project: null,
  member: null,
  sizes: [{ at: NOON, bytes: "250000000000" }],
});

export const endpoint = (ref: string) => ({
  ...answered,
  endpoint: UUID,
  ref,
  resource: "endpoint.cpu-2",
  unitsMilli: 1000,
  rate: "60000000",
  state: "running" as const,
  decision: "continue" as const,
  reason: null,
  missing: null,
  charged: "0",
  chargedTotal: "60000",
  becameOwed: "0",
});

export const endpointLine = (ref: string) => ({
  endpoint: ref,
  id: UUID,
  resource: "endpoint.cpu-2",
  rateNanos: 60_000_000n,
  priceShape: null,
  unitsMilli: 1000,
  project: null,
  member: null,
  state: "running" as const,
  decision: "continue" as const,
  reason: null,
  missing: null,
  createdAt: NOON,
  startedAt: NOON,
  stoppedAt: null,
  settledAt: NOON,
  charged: 60_000n,
  accrued: 1_000n,
  perHour: 60_000n,
});

export const endpointsSum = {
  count: 1,
  runningCount: 1,
  charged: 60_000n,
  accrued: 1_000n,
  perHour: 60_000n,
  at: NOON,
};

export const budget = {
  scope: "project" as const,
  id: "atlas",
  name: null,
  period: "month" as const,
  mode: "hard" as const,
  cap: 5_000_000n,
  from: NOON,
  until: NOON,
  used: 1_000_000n,
  held: 250_000n,
  since: NOON,
};
