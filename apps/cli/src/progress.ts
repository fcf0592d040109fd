import { Presets, SingleBar } from "cli-progress";

/** A progress bar on standard error. */
export interface Progress {
  readonly advance: (by: number) => void;
  /** Sets the total, if it is known only after the start. */
  readonly setTotal: (total: number) => void;
  readonly stop: () => void;
}

export type ShowProgress = (label: string, total: number) => Progress;

/** How often a line is printed if standard error is not a terminal. */
const LINE_EVERY_MS = 10_000;
const REDRAWS_A_SECOND = 5;

/** Shows a bar on a terminal; elsewhere it prints a line now and then. */
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
      // Without this, Ctrl-C would leave the terminal with line wrapping switched off.
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
