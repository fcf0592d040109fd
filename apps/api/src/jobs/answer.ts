import type { JobAnswer } from "@scrip/domain/ledger";

/** On the wire `job` is the caller's name for it, and `id` is ours. */
export function jobOnWire({ job: id, ref: job, flags, ...rest }: JobAnswer) {
  return { ...rest, id, job, flags: flags as ("beyond_hold" | "after_silence")[] };
}
