/** What the demo organization offers to try, for the lines printed at the end of a start. */
export interface Demo {
  hints: readonly string[];
}

/**
 * Makes the demo organization unless it is there. Safe to run at every start.
 * PLACEHOLDER: makes nothing yet; what the demo holds is decided with the commands it needs.
 * @param ownerUrl the owner's address of the prepared database
 */
export async function seedDemo(_ownerUrl: string): Promise<Demo> {
  return { hints: [] };
}
