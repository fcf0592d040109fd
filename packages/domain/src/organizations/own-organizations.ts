/** The organizations that one person may create, the personal one and closed ones included. */
export const MOST_OWN_ORGANIZATIONS = 20;

/** The owner of organizations that a person created, in the registry of names and creation keys. */
export function ownerNameOf(personId: string): string {
  return `person:${personId}`;
}

/** The creation key of the one organization that a person gets at sign-up. */
export const PERSONAL_KEY = "personal";

/** The creation key of an organization that a person creates under an idempotency key of their own. */
export function ownCreationKey(idempotencyKey: string): string {
  return `own:${idempotencyKey}`;
}

/** The longest name of an organization. */
const LONGEST_NAME = 200;

/**
 * The name of a person's own organization: the person's name, with a number if that name is taken.
 * @param nth 1 for the first try
 */
export function personalName(personName: string, nth: number): string {
  const suffix = nth === 1 ? "" : ` ${nth}`;
  const name = personName.trim() === "" ? "Personal" : personName.trim();
  return `${Array.from(name)
    .slice(0, LONGEST_NAME - suffix.length)
    .join("")
    .trim()}${suffix}`;
}
