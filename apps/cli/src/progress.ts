import { Presets, SingleBar } from "cli-progress";

/** How far something is, on standard error. */
export interface Progress {
  readonly advance: (by: number) => void;
  /** Where the whole is known only on the way. */
  readonly setTotal: (total: number) => void;
  readonly stop: () => void;
}

export type ShowProgress = (label: string, total: number) => Progress;

/** Without a terminal, a line now and then. */
const LINE_EVERY_MS = 10_000;
const REDRAWS_A_SECOND = 5;

/** Shows a bar on a terminal, and lines elsewhere. */
export const showProgress: ShowProgress = (label, total) => {
  const bar = new SingleBar(
    {
      format: `${label.padEnd(8)} [{bar}] {percentage}% | {value}/{total} | {duration_formatted}, about {eta_formatted} left`,
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY_MS,
      fps: REDRAWS_A_SECOND,
      etaBuffer: 500,
      barsize: 24,
      // Otherwise wrapping stays off in the terminal of somebody who stops it with Ctrl-C.
      linewrap: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    advance: (by) => bar.increment(by),
    setTotal: (value) => bar.setTotal(value),
    stop: () => bar.stop(),
  };
};
