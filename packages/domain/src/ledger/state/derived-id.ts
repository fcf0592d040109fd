import type { Id } from "./ids.ts";

/** Where the bits stand that a derived id changes: the random ones between a UUIDv7's version and its node. */
const MIDDLE = /^(.{8}-.{4}-7)(.{3})-(.)(.{3})-(.{12})$/;

/**
 * The id of a further row that a command makes, which brings one id: the `n`-th is that one with `n`
 * added to 26 of its random bits, so it collides with another as rarely as a random one.
 * @param id a UUIDv7
 * @param n from 0, which is the id itself
 */
export function derivedId(id: Id, n: number): Id {
  const [, head, high = "", variant = "", low = "", tail] = MIDDLE.exec(id) ?? [];
  if (head === undefined) throw new Error(`${id} is no UUIDv7`);
  const variantBits = Number.parseInt(variant, 16);
  const middle =
    ((Number.parseInt(high, 16) * 4 + (variantBits % 4)) * 0x1000 + Number.parseInt(low, 16) + n) % 2 ** 26;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  const newHigh = Math.floor(middle / 0x4000);
  const newVariant = 8 + (Math.floor(middle / 0x1000) % 4);
  return `${head}${hex(newHigh, 3)}-${hex(newVariant, 1)}${hex(middle % 0x1000, 3)}-${tail}`;
}
