import type { Id } from "./ids.ts";

/** Captures the bits that a derived id changes: the random bits between a UUIDv7's version and its node. */
const MIDDLE = /^(.{8}-.{4}-7)(.{3})-(.)(.{3})-(.{12})$/;

/**
 * Derives the id of a further row from a command's own id, by adding `n` to 26 of its random bits. It collides
 * with other ids as rarely as a random one.
 * @param id a UUIDv7
 * @param n a number from 0; 0 returns `id` itself
 */
export function derivedId(id: Id, n: number): Id {
  const [, head, high = "", variant = "", low = "", tail] = MIDDLE.exec(id) ?? [];
  if (head === undefined) throw new Error(`${id} is not a UUIDv7`);
  const variantBits = Number.parseInt(variant, 16);
  const middle =
    ((Number.parseInt(high, 16) * 4 + (variantBits % 4)) * 0x1000 + Number.parseInt(low, 16) + n) % 2 ** 26;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  const newHigh = Math.floor(middle / 0x4000);
  const newVariant = 8 + (Math.floor(middle / 0x1000) % 4);
  return `${head}${hex(newHigh, 3)}-${hex(newVariant, 1)}${hex(middle % 0x1000, 3)}-${tail}`;
}
