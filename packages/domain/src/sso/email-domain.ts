/**
 * The domain of an e-mail address, in lower case.
 * @returns `null` for a text that is not one address
 */
export function domainOfEmail(email: string): string | null {
  const [, domain] = /^[^\s@]+@([^\s@]+)$/.exec(email.trim()) ?? [];
  return domain?.toLowerCase() ?? null;
}
