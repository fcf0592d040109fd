/** Keeps the business keys of callers apart from those of the system, such as those of refund grants and payments. */
const PREFIX = "external:";

/**
 * The business key of a grant that a caller names.
 * @source docs/rules.md#business-keys; docs/invariants.md#l22
 */
export function callersKey(key: string): string {
  return `${PREFIX}${key}`;
}

/** The name that the caller gave a business key. */
export function ownName(businessKey: string): string {
  return businessKey.startsWith(PREFIX) ? businessKey.slice(PREFIX.length) : businessKey;
}
