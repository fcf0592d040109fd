/** What a process remembers of the database outside of it, and finds in it at the next start. */
export interface ServerMark {
  /** What the database servers call themselves: system identifier and timeline. */
  readonly servers: string;
  /** A count in the database that only grows. */
  readonly mark: number;
}

/** How a restore was recognised. */
export type RestoreSign = "other_server" | "older_mark" | "declared";

/** What a process finds in the database when it starts. */
export interface FoundMark extends ServerMark {
  /** The servers of the restore that was reconciled last. */
  readonly reconciledServers: string | null;
}

/**
 * How far the mark moves on when a restore is recognised: further than it counted in the lost time, so that other
 * processes do not take the same restore for a new one.
 */
export const RESTORE_STRIDE = 1_000_000;

/**
 * Whether the database was restored since the process last ran with it. A point in time that was restored has another
 * timeline, a dump that was loaded into another server has another system identifier, and an older copy of the same
 * server has a lower mark. A standby that took over and was reconciled is no restore for the next process.
 * @param noted `null` if the process never ran before
 * @param isDeclared whether the operator says that the database was restored
 * @source docs/rules.md#restores
 */
export function restoreSign(noted: ServerMark | null, found: FoundMark, isDeclared: boolean): RestoreSign | null {
  if (isDeclared) return "declared";
  if (noted === null) return null;
  if (found.mark < noted.mark) return "older_mark";
  const isKnown = found.servers === noted.servers || found.servers === found.reconciledServers;
  return isKnown ? null : "other_server";
}
