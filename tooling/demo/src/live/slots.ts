import { hash } from "node:crypto";
import type { ResourceIdFor, Tiered } from "@scrip/domain/catalog";
import type { JobEnd, JobPlan } from "@scrip/simulator/jobs/job-plan";

/** A slot in which one job runs after another, forever. */
export interface Slot {
  readonly name: string;
  readonly resource: ResourceIdFor<Tiered, "training">;
  readonly gpus: number;
  readonly projects: readonly string[];
  readonly epochMs: number;
  /** The fewest and the most epochs of a job. */
  readonly epochs: readonly [number, number];
}

/** All slots together cost about $1,300 an hour, and make one call a second. */
export const SLOTS: readonly Slot[] = [
  { name: "pretrain", resource: "gpu.h100-80gb", gpus: 256, projects: ["atlas-7b"], epochMs: 9000, epochs: [20, 60] },
  {
    name: "finetune",
    resource: "gpu.a100-80gb",
    gpus: 64,
    projects: ["helpdesk", "atlas-7b"],
    epochMs: 7000,
    epochs: [5, 20],
  },
  { name: "vision", resource: "gpu.l40s", gpus: 64, projects: ["aerial-maps"], epochMs: 6000, epochs: [8, 25] },
  {
    name: "sweep",
    resource: "gpu.rtx-4090",
    gpus: 32,
    projects: ["aerial-maps", "speech"],
    epochMs: 5000,
    epochs: [3, 8],
  },
  {
    name: "eval",
    resource: "gpu.a100-40gb",
    gpus: 32,
    projects: ["helpdesk", "speech"],
    epochMs: 8000,
    epochs: [2, 6],
  },
];

const MEMBERS = ["ada", "ben", "chen", "dina"];
/** One job in twenty fails, by the user's or by the platform's fault; one in twenty is cancelled. */
const ENDS: readonly JobEnd[] = [
  ...Array<JobEnd>(36).fill("completed"),
  ...Array<JobEnd>(2).fill("cancelled"),
  ...(["failed by user", "failed by platform"] as const),
];

/**
 * Makes the plan of a slot's job by its number. The plan is always the same, so a process can continue the job of a
 * crashed one.
 */
export function planOf(slot: Slot, number: number, speed: number): JobPlan {
  const ref = `${slot.name}-${number}`;
  const chance = hash("sha256", ref, "buffer");
  const pick = <T>(from: readonly T[], byte: number): T => from[(chance[byte] ?? 0) % from.length] as T;
  const epochMs = Math.max(1, Math.round(slot.epochMs / speed));
  const [fewest, most] = slot.epochs;
  const epochs = fewest + ((chance[0] ?? 0) % (most - fewest + 1));
  const end = pick(ENDS, 1);
  return {
    ref,
    resource: slot.resource,
    unitsMilli: slot.gpus * 1000,
    mode: "epochs",
    epochMs,
    end,
    rest: null,
    // The demo always buys credit, so that it never stops.
    patience: Number.POSITIVE_INFINITY,
    project: pick(slot.projects, 2),
    member: pick(MEMBERS, 3),
    // A job that does not complete ends within an epoch.
    endMs: Math.round(epochMs * (end === "completed" ? epochs : epochs - 0.4)),
  };
}
