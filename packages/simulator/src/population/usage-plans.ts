import type { Chance } from "../chance.ts";
import type { UsePlan, UsesPlan } from "../usage/report-usage.ts";
import type { EndpointPlan } from "../usage/run-endpoint.ts";
import { MEMBERS, PROJECTS, resourcesFor } from "./names.ts";
import type { PopulationTerms } from "./population.ts";

const HOUR_MS = 3_600_000;

/** An endpoint of one to four units that scales up and down, sometimes to zero, and may stop before the end. */
export function endpointPlan({ catalog, lengthMs, speed }: PopulationTerms, ref: string, chance: Chance): EndpointPlan {
  const scales = Array.from({ length: chance.between("scales", 0, 4) }, (_, index) => ({
    afterMs: Math.floor(chance.between(`scale ${index}`, HOUR_MS, lengthMs) / speed),
    unitsMilli: chance.pick(`units ${index}`, [0, 1000, 2000, 4000]),
  }));
  const stopMs = Math.floor(chance.between("stop", HOUR_MS, lengthMs) / speed);
  return {
    ref,
    resource: chance.pick("resource", resourcesFor(catalog, "endpoint")),
    unitsMilli: 1000 * chance.between("units", 1, 4),
    project: chance.pick("project", PROJECTS),
    member: chance.pick("member", MEMBERS),
    scales: scales.sort((a, b) => a.afterMs - b.afterMs),
    stopMs: chance.happens("stops", 500) ? stopMs : null,
    checkMs: Math.max(1, Math.floor(HOUR_MS / speed)),
  };
}

/** Some traffic and exports that are reported at once. */
export function usesPlan({ catalog, lengthMs, speed }: PopulationTerms, number: number, all: Chance): UsesPlan {
  const chance = all.of(`report-${number}`);
  const kinds = (["network", "export"] as const).filter((kind) => resourcesFor(catalog, kind).length > 0);
  const uses = Array.from({ length: chance.between("events", 1, 3) }, (_, index): UsePlan => {
    const kind = chance.pick(`kind ${index}`, kinds);
    const whole = chance.between(`quantity ${index}`, 1, kind === "export" ? 5 : 400);
    return {
      id: `report-${number}/${index + 1}`,
      resource: chance.pick(`resource ${index}`, resourcesFor(catalog, kind)),
      kind,
      quantity: kind === "export" ? `${whole}` : `${whole}.25`,
      project: chance.pick(`project ${index}`, PROJECTS),
      member: chance.pick(`member ${index}`, MEMBERS),
    };
  });
  return { atMs: Math.floor(chance.between("at", 0, lengthMs) / speed), uses };
}
