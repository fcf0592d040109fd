const HIDDEN = "[hidden]";

/** The patterns of secrets in texts. `withoutSecrets` keeps the first group of each and hides the rest. */
const SECRETS = [
  // The password of an address: postgres://user:password@host.
  /(:\/\/[^\s:/@"]{0,100}:)[^\s"]{1,500}(?=@)/g,
  /(password=)[^&\s"'\\]+/gi,
  // A service key, wherever it appears.
  /(scrip_[op])[A-Za-z0-9_-]{40,}/g,
  /(Bearer )[^\s"'\\]+/gi,
  // The cookie of a session.
  /(session=)[^;\s"'\\]+/gi,
];

/**
 * Hides service keys, session cookies and passwords of addresses in a text of the log. It is the last line of
 * defence: no code logs a header or an address on purpose.
 */
export function withoutSecrets(text: string): string {
  let shown = text;
  for (const pattern of SECRETS) shown = shown.replace(pattern, `$1${HIDDEN}`);
  return shown;
}
