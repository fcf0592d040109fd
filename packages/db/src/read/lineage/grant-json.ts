import type { Grant, GrantTerms } from "@scrip/domain/ledger";

/** The terms of a grant in lineage; `grant` is its id, a bare UUID. */
export interface GrantNamed extends Pick<GrantTerms, "source" | "kind" | "effectiveAt" | "expiresAt"> {
  readonly grant: string;
}

/** The names and columns of `GrantNamed` for `json_build_object`, of a grant `g`. */
export const GRANT_NAMED = `'grant', g.id, 'source', g.source, 'kind', g.kind,
      'effectiveAt', instant_ms(g.effective_at), 'expiresAt', instant_ms(g.expires_at)`;

/** A grant with its counters, present or past. */
export type GrantCounters = Omit<Grant, "legs" | "toRevoke">;

interface GrantJson {
  readonly terms: Omit<GrantTerms, "amount"> & { readonly amount: string };
  readonly counters: readonly string[];
}

/** The JSON that `countersOf` reads: the terms of a grant `g`, and the counters in the table of this name. */
export function grantCounters(counters: string): string {
  const names = ["avail", "held", "spent", "expired", "revoked"].map((name) => `${counters}.${name}::text`);
  return `json_build_object('terms', json_build_object('id', g.id, 'source', g.source, 'kind', g.kind,
      'effectiveAt', instant_ms(g.effective_at), 'expiresAt', instant_ms(g.expires_at),
      'amount', g.amount::text, 'businessKey', g.business_key),
    'counters', json_build_array(${names.join(", ")}))`;
}

export function countersOf(json: unknown): GrantCounters {
  const { terms, counters } = json as GrantJson;
  const [avail = 0n, held = 0n, spent = 0n, expired = 0n, revoked = 0n] = counters.map(BigInt);
  return { ...terms, amount: BigInt(terms.amount), avail, held, spent, expired, revoked };
}
