import type { Answers } from "../../../data/trpc.ts";

/** Whether payments are taken, and what the last reconciliation found. */
export type Charging = Answers["operators"]["charging"]["get"];
