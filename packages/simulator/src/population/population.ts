import type { Catalog } from "@scrip/domain/catalog";
import { type Micros, usd } from "@scrip/domain/money";
import { Chance } from "../chance.ts";
import type { CreditTerms } from "../credit-desk.ts";
import type { JobEnd, JobPlan } from "../jobs/job-plan.ts";
import type { UsesPlan } from "../usage/report-usage.ts";
import type { EndpointPlan } from "../usage/run-endpoint.ts";
import type { VolumePlan } from "../usage/run-volume.ts";
import { MEMBERS, PROJECTS, resourcesFor } from "./names.ts";
import { endpointPlan, usesPlan } from "./usage-plans.ts";
import { volumePlan } from "./volume-plan.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is simulated. */
export interface PopulationTerms {
  readonly seed: number;
  readonly catalog: Catalog;
  readonly organizations: number;
  /** Jobs of each organization. */
  readonly jobs: number;
  /** Endpoints of each organization. */
  readonly endpoints: number;
  /** Volumes of each organization. */
  readonly volumes: number;
  /** Reports of traffic and exports of each organization. */
  readonly reports: number;
  /** How long the simulation lasts, by the plans: before the speed. */
  readonly lengthMs: number;
  /** Every duration is divided by it. */
  readonly speed: number;
}

/** A plan, and when it begins. */
export interface Planned<Plan> {
  readonly plan: Plan;
  readonly startsMs: number;
}

/** What one organization does. Offsets are in milliseconds since its start. */
export interface OrganizationPlan {
  readonly name: string;
  readonly opening: Micros;
  readonly credit: CreditTerms;
  readonly jobs: readonly Planned<JobPlan>[];
  readonly endpoints: readonly Planned<EndpointPlan>[];
  readonly volumes: readonly Planned<VolumePlan>[];
  readonly reports: readonly UsesPlan[];
}

/** Thousandths of a GPU: from a share of one to a node of eight. */
const UNITS = [250, 500, 1000, 1000, 1000, 2000, 4000, 8000];
const OPENINGS = ["5.00", "25.00", "100.00", "500.00"].map(usd);
const TOP_UPS = ["25.00", "100.00", "250.00"].map(usd);

/**
 * Makes the plans of all organizations from the seed. The plan of one thing depends on nothing but its own name, so more
 * jobs or organizations leave the others as they are.
 */
export function population(terms: PopulationTerms): OrganizationPlan[] {
  const chance = new Chance(`seed ${terms.seed}`);
  return Array.from({ length: terms.organizations }, (_, index) => {
    const name = `org-${String(index + 1).padStart(3, "0")}`;
    return organizationPlan(terms, name, chance.of(name));
  });
}

function organizationPlan(terms: PopulationTerms, name: string, chance: Chance): OrganizationPlan {
  const { jobs, lengthMs, speed } = terms;
  const planned = <Plan>(kind: string, count: number, plan: (ref: string, own: Chance) => Plan): Planned<Plan>[] =>
    Array.from({ length: count }, (_, index) => {
      const ref = `${kind}-${String(index + 1).padStart(3, "0")}`;
      const own = chance.of(ref);
      return { plan: plan(ref, own), startsMs: Math.floor(own.between("start", 0, lengthMs) / speed) };
    });
  return {
    name,
    opening: chance.pick("opening", OPENINGS),
    credit: {
      amount: chance.pick("top-up", TOP_UPS),
      afterMs: Math.ceil((chance.between("top-up after", 5, 240) * MINUTE_MS) / speed),
      livesMs: chance.happens("credit lapses", 300) ? 30 * DAY_MS : null,
    },
    jobs: planned("job", jobs, (ref, own) => jobPlan(terms, ref, own)),
    endpoints: planned("endpoint", terms.endpoints, (ref, own) => endpointPlan(terms, ref, own)),
    volumes: planned("volume", terms.volumes, (ref, own) => volumePlan(terms, ref, own)),
    reports: Array.from({ length: terms.reports }, (_, index) => usesPlan(terms, index + 1, chance)).sort(
      (a, b) => a.atMs - b.atMs,
    ),
  };
}

/** Most jobs complete. Of a hundred, four are cancelled, six fail by the user's fault or the platform's, two are lost. */
const ENDS: readonly JobEnd[] = [
  ...Array<JobEnd>(88).fill("completed"),
  ...Array<JobEnd>(4).fill("cancelled"),
  ...Array<JobEnd>(3).fill("failed by user"),
  ...Array<JobEnd>(3).fill("failed by platform"),
  ...Array<JobEnd>(2).fill("lost"),
];

function jobPlan({ catalog, speed }: PopulationTerms, ref: string, chance: Chance): JobPlan {
  const mode = chance.happens("timed", 100) ? "timed" : "epochs";
  const epochMs = Math.max(1, Math.floor((chance.between("epoch", 5, 90) * MINUTE_MS) / speed));
  const epochs = chance.between("epochs", 1, 24);
  const planned = chance.pick("end", ENDS);
  // At a higher speed the silence of a job is not shorter, so a lost job would never fall silent.
  const end = planned === "lost" && (speed > 1 || mode === "timed") ? "failed by platform" : planned;
  return {
    ref,
    resource: chance.pick("resource", resourcesFor(catalog, "training")),
    unitsMilli: chance.pick("units", UNITS),
    project: chance.pick("project", PROJECTS),
    member: chance.pick("member", MEMBERS),
    mode,
    epochMs,
    // A job that does not complete ends within an epoch.
    endMs: end === "completed" ? epochs * epochMs : Math.ceil((epochs - 0.4) * epochMs),
    end,
    rest: mode === "epochs" && epochs > 1 ? restOf(chance, { epochMs, epochs, speed }) : null,
    patience: chance.between("patience", 0, 4),
  };
}

/** One job in eight is paused by a person after some of its epochs, for some minutes or hours. */
function restOf(
  chance: Chance,
  { epochMs, epochs, speed }: { readonly epochMs: number; readonly epochs: number; readonly speed: number },
): JobPlan["rest"] {
  if (!chance.happens("rests", 125)) return null;
  return {
    afterMs: chance.between("rests after", 1, epochs - 1) * epochMs,
    forMs: Math.ceil((chance.between("rests for", 10, 480) * MINUTE_MS) / speed),
  };
}
