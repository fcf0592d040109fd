import type { Verification } from "@scrip/client";
import type { AnyClient } from "./replay-client.ts";
import { sideBySide } from "./side-by-side.ts";

/** Small enough that each call answers in time and the progress bar moves. */
const ORGS_AT_ONCE = 10;
const CALLS_AT_ONCE = 2;

/** The verification of all organizations of a run. */
export interface RunVerified {
  readonly ok: boolean;
  readonly entries: number;
  readonly findings: readonly Verification["findings"][number][];
}

/**
 * Checks the ledger of a run's organizations through the API.
 * @param onChecked called with the number of organizations that were just checked
 */
export async function verifyRun(
  ledger: Pick<AnyClient["ledger"], "verify">,
  orgs: readonly string[],
  onChecked: (count: number) => void,
): Promise<RunVerified> {
  const chunks = chunked(orgs, ORGS_AT_ONCE);
  const answers = await sideBySide(chunks, CALLS_AT_ONCE, async (chunk, signal) => {
    const answer = await ledger.verify({ orgs: chunk }, { signal });
    onChecked(chunk.length);
    return answer;
  });
  return {
    ok: answers.every(({ ok }) => ok),
    entries: answers.reduce((sum, { entries }) => sum + entries, 0),
    findings: answers.flatMap(({ findings }) => findings),
  };
}

function chunked<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
