/** What a look at one thing showed. */
export interface Finding {
  /** What was looked at, such as `due work`. */
  readonly about: string;
  /** `skipped`: it could not be looked at, and `says` has the reason. */
  readonly state: "ok" | "warning" | "fault" | "skipped";
  readonly says: string;
  /** What to do, or `null` if nothing is to be done. */
  readonly advice: string | null;
}

export const ok = (about: string, says: string): Finding => ({ about, state: "ok", says, advice: null });
export const skipped = (about: string, says: string): Finding => ({ about, state: "skipped", says, advice: null });
export const warning = (about: string, says: string, advice: string): Finding => ({
  about,
  state: "warning",
  says,
  advice,
});
export const fault = (about: string, says: string, advice: string): Finding => ({
  about,
  state: "fault",
  says,
  advice,
});

/** Looks at one thing. A look that fails is a finding too. */
export async function looked(about: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return fault(
      about,
      `It cannot be looked at: ${(error as Error).message}`,
      "Mend this first, then run doctor again.",
    );
  }
}

/** A duration for a person: `3 min`. */
export function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}
