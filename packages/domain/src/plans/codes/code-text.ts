/** The alphabet of Crockford's base 32: no I, L, O or U, so that a person reads a code without mistakes. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The characters of a code: 26 of 5 bits each, 130 bits. */
export const CODE_LENGTH = 26;

/**
 * Writes random bytes as a code: five bits of each byte become one character.
 * @param random `CODE_LENGTH` random bytes
 * @source docs/rules.md#redeem-codes
 */
export function codeText(random: Uint8Array): string {
  return Array.from(random.subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/**
 * The form of a code in which it is compared: without spaces and hyphens, in upper case, O as 0, I and L as 1.
 * @source docs/rules.md#redeem-codes
 */
export function normalCode(text: string): string {
  return text
    .replace(/[\s-]+/g, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}
