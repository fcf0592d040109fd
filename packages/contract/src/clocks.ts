import { z } from "zod";
import { organizationInput } from "./wire/organization-input.ts";
import { instantIn, instantOut } from "./wire/time.ts";

export const createClockInput = organizationInput.extend({ at: instantIn });

export const advanceClockInput = organizationInput.extend({ to: instantIn });

export const clockAnswer = z.object({
  at: instantOut,
  /** How many pieces of due work ran on the way. */
  ran: z.int(),
});

/** An organization's time now. */
export const timeAnswer = z.object({ at: instantOut, isOnTestClock: z.boolean() });
