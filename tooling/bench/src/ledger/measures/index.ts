import type { Measure } from "../bench.ts";
import { batchPath } from "./batch-path.ts";
import { due } from "./due.ts";
import { entitlements } from "./entitlements.ts";
import { flood } from "./flood.ts";
import { grants } from "./grants.ts";
import { growth, verifyRate } from "./growth.ts";
import { http } from "./http.ts";
import { fairness, idle, openLoops } from "./latency.ts";
import { memory } from "./memory.ts";
import { rows } from "./rows.ts";
import { running } from "./running.ts";
import { severalProcesses } from "./several-processes.ts";
import { throughput } from "./throughput.ts";
import { usage } from "./usage.ts";

/** All measures, in the order of the table. */
export const MEASURES: readonly Measure[] = [
  ...throughput,
  batchPath,
  idle,
  openLoops,
  http,
  entitlements,
  running,
  usage,
  fairness,
  due,
  flood,
  severalProcesses,
  rows,
  grants,
  memory,
  growth,
  verifyRate,
];
