import type { Instant } from "../ledger/index.ts";

/** The name of the format below. A changed format gets a new name; old entries keep the old one. */
export const AUDIT_FORM = "scrip.audit/1";

/** The chain of the platform; the other chains have the ids of their organizations. */
export const PLATFORM_CHAIN = "platform";

/** The types of actors. `system` is the software itself: the worker, or the command line of an operator. */
export const AUDIT_ACTOR_TYPES = ["person", "operator", "service_key", "system", "anonymous"] as const;

/** Who acted. `id` is a UUID: of a person (also for operators) or of a service key; else `null`. */
export interface AuditActor {
  readonly type: (typeof AUDIT_ACTOR_TYPES)[number];
  readonly id: string | null;
}

/** What an action was about, such as `{ type: "invitation", id }`. Ids only: names and addresses are details. */
export interface AuditTarget {
  readonly type: string;
  readonly id: string;
}

export const AUDIT_OUTCOMES = ["done", "denied"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** What was done or denied, besides the ids. It may name persons, so it can be erased. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/** The part of an entry that the chain covers. */
export interface AuditEntry {
  readonly seq: number;
  /** The time of the database's clock, also for an organization on a test clock. Never before that of the entry before. */
  readonly at: Instant;
  readonly actor: AuditActor;
  /** One of `AUDIT_ACTIONS`, at the time of writing. */
  readonly action: string;
  readonly target: AuditTarget | null;
  readonly outcome: AuditOutcome;
  /** SHA-256 in hex of `canonicalAuditDetails`; `null` if the entry never had details. */
  readonly detailsHash: string | null;
}

/**
 * Builds the text that an entry's hash covers: one JSON array without white space, as `JSON.stringify` writes it, in
 * UTF-8. `seq` is a string of digits, `at` is milliseconds, an absent value is `null`.
 *
 *     [form, chain, seq, at, [actor type, actor id], action, [target type, target id], outcome, details hash]
 *
 * The hash is SHA-256 over the hash of the entry before in 64 hex digits, a line feed, and this text.
 *
 * @param chain the organization's id, or `PLATFORM_CHAIN`
 * @source docs/audit.md#the-chain-byte-for-byte; docs/invariants.md#l11
 */
export function canonicalAuditEntry(chain: string, entry: AuditEntry): string {
  return JSON.stringify([
    AUDIT_FORM,
    chain,
    String(entry.seq),
    entry.at,
    [entry.actor.type, entry.actor.id],
    entry.action,
    entry.target && [entry.target.type, entry.target.id],
    entry.outcome,
    entry.detailsHash,
  ]);
}

/**
 * Builds the text that the hash of the details covers: the salt in 64 hex digits, a line feed, and a JSON array of
 * `[key, value]`, sorted by key. Without the salt nobody can find out erased details by trying values.
 * @param salt 32 random bytes in hex
 * @source docs/audit.md#the-chain-byte-for-byte
 */
export function canonicalAuditDetails(salt: string, details: AuditDetails): string {
  const sorted = Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${salt}\n${JSON.stringify(sorted)}`;
}
