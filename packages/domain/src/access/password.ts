/** What attackers try first of the passwords that are long enough, without digits at their end. */
const COMMON = new Set([
  "passwordpassword",
  "qwertyuiop",
  "qwertyuiopasdf",
  "letmeinletmein",
  "iloveyouiloveyou",
  "administrator",
  "welcomewelcome",
  "changemechangeme",
  "correcthorsebatterystaple",
  "abcdefghijkl",
]);

/** A password with fewer different characters is a pattern. */
const FEWEST_CHARACTERS = 5;

/** A part of the address that is shorter occurs in a good password by chance. */
const LONG_PART = 4;

/**
 * Why a password of the right length is easy to guess; `null` if it is not.
 * @source docs/accounts.md#passwords
 */
export function passwordProblem(password: string, email: string): string | null {
  const text = password.normalize("NFKC").toLowerCase();
  if (new Set(text).size < FEWEST_CHARACTERS) return "The password needs more different characters.";
  const parts = email
    .toLowerCase()
    .split(/[@.+_-]/)
    .filter((part) => part.length >= LONG_PART);
  if (parts.some((part) => text.includes(part))) return "The password must not contain a part of the e-mail address.";
  const letters = text.replace(/[^a-z]/g, "");
  const isSequence = "01234567890123456789".includes(text) || "98765432109876543210".includes(text);
  if (COMMON.has(letters) || isSequence) return "The password is one that many people have.";
  return null;
}
