import type { Chance } from "../chance.ts";
import type { UsePlan, UsesPlan } from "../usage/report-usage.ts";
import { MEMBERS, PROJECTS, resourcesFor } from "./names.ts";
import type { PopulationTerms } from "./population.ts";

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
