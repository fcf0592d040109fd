import { randomUUID } from "node:crypto";
import { NOON } from "./an-api.ts";

const HOUR_MS = 3_600_000;

/** The id of a row that does not exist. */
const NOBODY = "00000000-0000-7000-8000-000000000000";

/** The values of fields that several calls have. */
const VALUES = {
  amount: "5",
  quantityMs: 0,
  unitsMilli: 1000,
  estimateMs: HOUR_MS,
  next: { untilMs: HOUR_MS },
  resource: "gpu.rtx-3090",
  project: "vision",
  member: "ana",
} as const;

const { amount, quantityMs, unitsMilli, estimateMs, next, resource, project, member } = VALUES;

/**
 * The input of a call of every procedure. Each input has every field, and the procedure's schema accepts it.
 * @param org the id on the wire
 * @param hold the id on the wire
 */
export function fullCalls(org: string, hold: string): Record<string, Record<string, unknown>> {
  const job = `job ${randomUUID()}`;
  const idempotencyKey = randomUUID();
  const command = { org, idempotencyKey };
  const terms = { job, resource, work: "training", mode: "epochs", unitsMilli, project, member };
  const cursor = "1767268800000.01985c2e-0000-7000-8000-000000000000";
  const narrow = { kinds: ["settled"], project, member, resource, job, from: NOON, until: "2027-01-01T00:00:00Z" };
  return {
    "organizations.create": { idempotencyKey, name: `Acme ${job}`, testClock: NOON },
    "clocks.create": { org, at: NOON },
    "clocks.advance": { org, to: NOON },
    "clocks.get": { org },
    "grants.create": {
      ...command,
      source: "plan",
      kind: "paid",
      amount,
      businessKey: job,
      effectiveAt: NOON,
      expiresAt: "2027-01-01T00:00:00+01:00",
    },
    "grants.lineage": { org, grant: hold.replace("hold", "grant"), cursor: "7.1", limit: 10 },
    "holds.place": { ...command, amount, ttlSeconds: 60 },
    "holds.settle": { ...command, hold, amount, close: false, resource },
    "holds.release": { ...command, hold, amount },
    "holds.void": { ...command, hold },
    "charges.create": { ...command, amount, onShortfall: "refuse", resource, project, member },
    "charges.refund": { ...command, charge: `charge_${NOBODY}`, amount },
    "grants.revoke": { ...command, grant: `grant_${NOBODY}`, amount },
    "grants.reinstate": { ...command, grant: `grant_${NOBODY}`, amount },
    "debts.forgive": { ...command, debt: `debt_${NOBODY}`, amount },
    "charges.lineage": { org, charge: hold.replace("hold", "charge") },
    "jobs.estimate": { org, ...terms, estimateMs, epochMs: HOUR_MS },
    "jobs.start": { ...command, ...terms, estimateMs, next },
    "jobs.settleEpoch": { ...command, job, quantityMs, next },
    "jobs.complete": { ...command, job, quantityMs },
    "jobs.cancel": { ...command, job, quantityMs },
    "jobs.fail": { ...command, job, quantityMs, fault: "platform" },
    "jobs.resume": { ...command, job, next },
    "jobs.get": { org, job },
    "jobs.list": { org, states: ["running"], project, member, resource, search: "j", cursor, limit: 10 },
    "jobs.lineage": { org, job },
    "jobs.story": { org, job, beforeLeg: 2, limit: 10 },
    "balance.get": { org },
    "balance.asOf": { org, point: NOON },
    "entries.list": { org, after: 0, limit: 10 },
    "activity.list": { org, ...narrow, before: 10, limit: 10 },
    "activity.sum": { org, ...narrow },
    "activity.facets": { org },
    "activity.explain": { org, seq: 1 },
    "overview.get": { org },
    "overview.burn": { org, zone: "Europe/Berlin" },
    "ledger.verify": { orgs: [org] },
    "live.balance": { org, lastEventId: "0" },
    "session.get": {},
    "session.signIn": {},
    "session.signOut": {},
  };
}
