/** A session ends when it is not used for so long. */
export const IDLE_MS = 24 * 3_600_000;

/** A session ends at this age, however much it is used. */
export const ABSOLUTE_MS = 7 * IDLE_MS;

/** The end of a session is moved only this often, so that a busy page does not write with each call. */
export const KEEP_EVERY_MS = 5 * 60_000;

/** A sensitive action needs a person who showed the password or the second factor so recently. */
export const FRESH_MS = 15 * 60_000;

/** The link of a mail that verifies an address, or that resets a password, works for an hour. */
export const LINK_SECONDS = 3600;

/** The second step of a sign-in must follow the first one in this time. */
export const SECOND_STEP_SECONDS = 600;
