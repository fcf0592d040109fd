import { randomBytes } from "node:crypto";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new id such as `cus_Q3f...`: a prefix and random letters. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}_${randomLetters(length)}`;
}

export function randomLetters(length: number): string {
  let letters = "";
  for (const byte of randomBytes(length)) letters += LETTERS[byte % LETTERS.length];
  return letters;
}
