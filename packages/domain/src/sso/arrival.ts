/** A person who comes back from an organization's identity provider, and what is known about them here. */
export interface Arrival {
  /** The domain of the address that the identity provider states. */
  readonly domain: string | null;
  /** Whether the identity provider says that the address is not verified. */
  readonly isDenied: boolean;
  /** The proved domains of the organization of the provider. */
  readonly domains: readonly string[];
  /** Whether a test by an administrator has succeeded with the present settings. */
  readonly isActive: boolean;
  /** The account that the provider's subject belongs to, or else the account with the address; `null` if there is none. */
  readonly account: ArrivalAccount | null;
}

export interface ArrivalAccount {
  /** Whether the account is linked with this subject of the provider already. */
  readonly isLinked: boolean;
  readonly domain: string | null;
  readonly isVerified: boolean;
  readonly isOperator: boolean;
  /** Whether the person is the owner or an administrator of the organization of the provider. */
  readonly isManager: boolean;
}

/** Why a person is not let in. */
export type ArrivalProblem = "outside_domains" | "not_verified" | "not_active" | "operator";

/** What happens with the arrival. `take_over` links an account whose address nobody ever verified, without its password. */
export type ArrivalOutcome = "sign_in" | "link" | "take_over" | "create";

/**
 * Decides whether a person signs in by an organization's identity provider. The provider speaks for the organization's
 * proved domains only: an address outside of them is refused, and so is an account whose address has left them. An
 * operator never signs in this way, since a customer's provider must not make operators.
 * @source docs/sso.md#who-gets-in
 */
export function judgeArrival(arrival: Arrival): ArrivalOutcome | { readonly refused: ArrivalProblem } {
  const { domain, domains, account } = arrival;
  if (domain === null || !domains.includes(domain)) return { refused: "outside_domains" };
  if (arrival.isDenied) return { refused: "not_verified" };
  if (account?.isOperator === true) return { refused: "operator" };
  if (account !== null && (account.domain === null || !domains.includes(account.domain)))
    return { refused: "outside_domains" };
  // Before the test, the provider is only as good as the administrator who tries it out.
  if (!arrival.isActive && account?.isManager !== true) return { refused: "not_active" };
  if (account === null) return "create";
  if (account.isLinked) return "sign_in";
  return account.isVerified ? "link" : "take_over";
}
