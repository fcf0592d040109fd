const DAY_MS = 86_400_000;

/** How often the record of a proved domain is looked up again, in milliseconds. */
export const CHECK_EVERY_MS = DAY_MS;

/** How long a proof outlives its record, in milliseconds: a mistake in the DNS can be mended meanwhile. */
export const LOST_FOR_MS = 7 * DAY_MS;

/** The most domains of an organization. */
export const MOST_DOMAINS = 50;

/** The state of a domain: asked for, proved, or proved while its record is gone. */
export type DomainState = "pending" | "proved" | "lost";

/** What is stored about the proof of a domain. Instants are milliseconds since 1970. */
export interface Proof {
  readonly provedAt: number | null;
  /** Since when the record of a proved domain has been missing. */
  readonly lostAt: number | null;
}

/** What a look-up found: the record, no such record, or no answer at all. */
export type LookedUp = "found" | "missing" | "unanswered";

/** What a look-up changes. */
export type ProofChange = "proved" | "kept" | "found_again" | "lost" | "still_lost" | "withdrawn" | "still_pending";

/**
 * Decides what a look-up of the record means for the proof. A name server that does not answer proves nothing and takes
 * nothing away. A proof without its record is withdrawn after seven days.
 * @param now milliseconds since 1970
 * @source docs/sso.md#domains
 */
export function judgeProof({ provedAt, lostAt }: Proof, found: LookedUp, now: number): ProofChange {
  if (provedAt === null) return found === "found" ? "proved" : "still_pending";
  if (found === "unanswered") return "kept";
  if (found === "found") return lostAt === null ? "kept" : "found_again";
  if (lostAt === null) return "lost";
  return now - lostAt >= LOST_FOR_MS ? "withdrawn" : "still_lost";
}

/** The state of a domain, for its page. */
export function domainState({ provedAt, lostAt }: Proof): DomainState {
  if (provedAt === null) return "pending";
  return lostAt === null ? "proved" : "lost";
}

/** The name of the record that proves a domain. */
export function challengeName(domain: string): string {
  return `_scrip-challenge.${domain}`;
}
