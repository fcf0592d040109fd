import { type Catalog, CONTRACT_RATE, type KindOfWork } from "@scrip/domain/catalog";
import { type Micros, usd } from "@scrip/domain/money";
import { Chance } from "../chance.ts";
import type { CreditTerms } from "../credit-desk.ts";
import type { JobEnd, JobPlan } from "../jobs/job-plan.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is simulated. */
export interface PopulationTerms {
  readonly seed: number;
  readonly catalog: Catalog;
  readonly organizations: number;
  /** Jobs of each organization. */
  readonly jobs: number;
  /** How long the simulation lasts, by the plans: before the speed. */
  readonly lengthMs: number;
  /** Every duration is divided by it. */
  readonly speed: number;
}

/** What one organization does. Offsets are in milliseconds since its start. */
export interface OrganizationPlan {
  readonly name: string;
  readonly opening: Micros;
  readonly credit: CreditTerms;
  readonly jobs: readonly { readonly plan: JobPlan; readonly startsMs: number }[];
}

/** Thousandths of a GPU: from a share of one to a node of eight. */
const UNITS = [250, 500, 1000, 1000, 1000, 2000, 4000, 8000];
const PROJECTS = ["atlas", "vision", "speech", "ranking"];
const MEMBERS = ["ada", "ben", "chen", "dina"];
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
  return {
    name,
    opening: chance.pick("opening", OPENINGS),
    credit: {
      amount: chance.pick("top-up", TOP_UPS),
      afterMs: Math.ceil((chance.between("top-up after", 5, 240) * MINUTE_MS) / speed),
      livesMs: chance.happens("credit lapses", 300) ? 30 * DAY_MS : null,
    },
    jobs: Array.from({ length: jobs }, (_, index) => {
      const ref = `job-${String(index + 1).padStart(3, "0")}`;
      const own = chance.of(ref);
      return { plan: jobPlan(terms, ref, own), startsMs: Math.floor(own.between("start", 0, lengthMs) / speed) };
    }),
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
    patience: chance.between("patience", 0, 4),
  };
}

/** The resources of a catalog that anyone can use for a kind of work. */
export function resourcesFor(catalog: Catalog, kind: KindOfWork): string[] {
  return Object.entries(catalog.resources)
    .filter(([, resource]) => resource.rate !== CONTRACT_RATE && (resource.kinds as readonly string[]).includes(kind))
    .map(([id]) => id);
}
