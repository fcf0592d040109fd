const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An attempt that an object of the gateway names in its marks. */
export interface NamedAttempt {
  readonly orgId: string;
  readonly attemptId: string;
}

/**
 * The attempt that an object of the gateway names. Everybody who uses the account can write marks.
 * @returns `null` for marks that Scrip cannot have written
 */
export function namedAttempt(named: NamedAttempt | null): NamedAttempt | null {
  return named !== null && UUID.test(named.orgId) && UUID.test(named.attemptId) ? named : null;
}
