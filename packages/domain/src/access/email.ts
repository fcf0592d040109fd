/** Domains in which dots before the @ do not count: one mailbox has many addresses. */
const DOTLESS = new Set(["gmail.com", "googlemail.com"]);

/**
 * The form in which e-mail addresses are stored and compared: lower case, NFC, without spaces around it.
 * @source docs/accounts.md#e-mail-addresses
 */
export function normalEmail(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}

/**
 * The form that names one mailbox, for credit that a person gets once: without `+tag`, and at Gmail without dots.
 * @source docs/accounts.md#e-mail-addresses
 */
export function creditEmail(text: string): string {
  const email = normalEmail(text);
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const mailbox = email.slice(0, at).replace(/\+.*$/s, "");
  return DOTLESS.has(domain) ? `${mailbox.replaceAll(".", "")}@gmail.com` : `${mailbox}@${domain}`;
}
