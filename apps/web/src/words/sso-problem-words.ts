/** What went wrong in a sign-in at an identity provider, for the person who tried it. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
  outside_domains:
    "Your organization's sign-in page gave an address that is not of one of its proved domains. Sign in there with your address at work, or ask your administrator.",
  not_verified:
    "Your organization's sign-in page says that your e-mail address is not verified there. Ask your administrator.",
  not_active:
    "Your organization has not finished setting up single sign-on. Ask your administrator, or use another way.",
  operator: "Operators of this server do not sign in by single sign-on. Use your password.",
  other_browser: "The sign-in began in another browser, or too long ago. Begin again here.",
  invalid_state: "The sign-in took too long, or began in another browser. Begin again.",
  access_denied:
    "The sign-in was cancelled, or your organization does not allow you to use Scrip. Ask your administrator.",
  invalid_provider: "This organization's single sign-on was changed or removed meanwhile. Begin again.",
};

const UNKNOWN =
  "Your organization's sign-in page gave an answer that cannot be trusted. Try again, or ask your administrator.";

/**
 * What went wrong, in a sentence or two.
 * @param code from the server; `undefined` if there is none
 */
export function ssoProblemWords(code: string | undefined): string {
  return (code === undefined ? undefined : WORDS[code]) ?? UNKNOWN;
}

/** The same, for the administrator who tests the set-up. */
const TEST_WORDS: Readonly<Partial<Record<string, string>>> = {
  outside_domains:
    "The identity provider gave an address that is not of one of your proved domains. Prove the domain first, or sign in there with an address of a proved one.",
  not_verified: "The identity provider says that the e-mail address is not verified there. Verify it there first.",
  not_active:
    "The test needs the account of the owner or an admin of this organization. Sign in at the identity provider with the address that you use here.",
  operator: "Operators of this server do not sign in by single sign-on. Another admin can run the test.",
  access_denied: "The identity provider refused: it was cancelled, or the account may not use this application there.",
};

const TEST_UNKNOWN =
  "The identity provider's answer cannot be used. Compare the client's secret or the certificate, the issuer, and the addresses below with the settings of the provider.";

/** What went wrong in a test of the set-up, with what to do. */
export function ssoTestWords(code: string | undefined): string {
  if (code === undefined) return TEST_UNKNOWN;
  const { [code]: own } = TEST_WORDS;
  return own ?? (code === "other_browser" || code === "invalid_state" ? ssoProblemWords(code) : TEST_UNKNOWN);
}
