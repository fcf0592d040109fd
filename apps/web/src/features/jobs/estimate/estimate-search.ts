import { oneParam, textParam } from "../../../data/search.ts";

/** How a job is paid: after each epoch, or once at its end. */
export const MODES = ["epochs", "timed"] as const;
export type Mode = (typeof MODES)[number];

/** The state of the page in the address: what was typed, so that it can be shared. */
export interface EstimateSearch {
  readonly resource?: string | undefined;
  readonly units?: string | undefined;
  readonly hours?: string | undefined;
  /** The minutes of an epoch. */
  readonly epoch?: string | undefined;
  readonly mode?: Mode | undefined;
}

/** Reads the address. */
export const readEstimateSearch = (search: Record<string, unknown>): EstimateSearch => ({
  resource: textParam(search.resource),
  units: textParam(search.units),
  hours: textParam(search.hours),
  epoch: textParam(search.epoch),
  mode: oneParam(search.mode, MODES),
});
