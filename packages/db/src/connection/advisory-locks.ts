/** `scrp` in ASCII, so that no other program in the database means the same locks. */
const SCRIP = 0x73637270;

/** Every advisory lock, as the pair of numbers that names it, so that none is used for two things. */
export const ADVISORY_LOCKS = {
  prepareDatabase: [SCRIP, 1],
  publishCatalog: [SCRIP, 2],
} as const satisfies Record<string, readonly [number, number]>;
