/** The fixed time of the samples, so that they look the same at every visit. */
export const NOW = Date.parse("2026-11-21T13:03:05.000Z");

export const ago = (ms: number): string => new Date(NOW - ms).toISOString();

/** A sample line of an activity log. */
export interface SampleLine {
  readonly seq: number;
  readonly at: string;
  readonly what: string;
  readonly job: string;
  readonly project: string;
  readonly amount: string;
  readonly balance: string;
}

const WHAT = ["Usage", "On hold", "Released", "Credit added"];
const JOBS = ["llama-3-finetune", "whisper-large-eval", "diffusion-xl-lora", "protein-fold-batch-17"];
const PROJECTS = ["research", "speech", "vision"];

/** Creates that many lines, the newest first, always the same ones. */
export function sampleLines(count: number): SampleLine[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = count - index;
    const isAdded = seq % 4 === 0;
    const amount = BigInt((seq * 7_919) % 4_000_000) + 122n;
    return {
      seq,
      at: ago(index * 47_000),
      what: WHAT[(seq + 3) % 4] ?? "",
      job: isAdded ? "" : (JOBS[seq % 4] ?? ""),
      project: isAdded ? "" : (PROJECTS[seq % 3] ?? ""),
      amount: `${isAdded ? amount * 9n : -amount}`,
      balance: `${BigInt((seq * 104_729) % 900_000_000)}`,
    };
  });
}
