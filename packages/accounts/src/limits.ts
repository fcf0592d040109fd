import type { TryLimit } from "@scrip/db/access";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A name whose tries are counted, with the number of tries in each window. */
type Rule = Omit<TryLimit, "name">;

/**
 * The tries that accounts, addresses and mailboxes have. A right password forgets the tries of its account.
 * @source docs/accounts.md#limits
 */
const RULES = {
  /** Passwords of one account, from all addresses together. */
  "password of account": { most: 10, windowMs: 15 * MINUTE_MS },
  /** Sign-ins of one address, to all accounts together: a company behind one address signs in in the morning. */
  "sign-in from address": { most: 100, windowMs: 15 * MINUTE_MS },
  "sign-up from address": { most: 20, windowMs: HOUR_MS },
  /** Codes of the second factor of one person, from all addresses together. */
  "code of person": { most: 10, windowMs: 15 * MINUTE_MS },
  /** Mails of one kind to one mailbox, and all mails that one address asks for. */
  "mail to": { most: 5, windowMs: HOUR_MS },
  "mail from address": { most: 30, windowMs: HOUR_MS },
  "link from address": { most: 60, windowMs: 15 * MINUTE_MS },
} as const satisfies Readonly<Record<string, Rule>>;

export type LimitName = keyof typeof RULES;

/** The limit of this name for one account, address or mailbox. */
export function limitOf(rule: LimitName, of: string): TryLimit {
  return { name: nameOf(rule, of), ...RULES[rule] };
}

export const nameOf = (rule: LimitName, of: string): string => `${rule} ${of}`;
