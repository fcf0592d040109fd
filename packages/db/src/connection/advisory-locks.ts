/** `scrp` in ASCII, so that no other program in the database uses the same locks. */
const SCRIP = 0x73637270;

/** All advisory locks, each as a pair of numbers, so that none is used for two purposes. */
export const ADVISORY_LOCKS = {
  prepareDatabase: [SCRIP, 1],
  publishCatalog: [SCRIP, 2],
} as const satisfies Record<string, readonly [number, number]>;

/** The first number of the locks of one subject; the second one is a hash of the row or rows that it protects. */
export const ADVISORY_CLASSES = {
  /** The acts of one operator for one organization. */
  staffActs: SCRIP + 1,
} as const satisfies Record<string, number>;
