import { GB } from "@scrip/domain/usage/storage";
import type { Chance } from "../chance.ts";
import type { VolumePlan } from "../usage/run-volume.ts";
import { MEMBERS, PROJECTS, resourcesFor } from "./names.ts";
import type { PopulationTerms } from "./population.ts";

/** The sizes to which a volume changes, in thousandths of the size before it. */
const FACTORS_MILLI = [400, 700, 1100, 1300, 1600, 2000];

/** A volume of 20 GB to 2 TB that grows and shrinks, and may be deleted at its last change. */
export function volumePlan({ catalog, lengthMs, speed }: PopulationTerms, ref: string, chance: Chance): VolumePlan {
  const changes = chance.between("changes", 0, 6);
  const instants = Array.from({ length: changes }, (_, index) =>
    Math.floor(chance.between(`change ${index}`, 1, lengthMs) / speed),
  );
  let bytes = BigInt(chance.between("size", 20, 2000)) * GB;
  const sizes = [{ afterMs: 0, bytes }];
  for (const [index, afterMs] of instants.toSorted((a, b) => a - b).entries()) {
    bytes = (bytes * BigInt(chance.pick(`factor ${index}`, FACTORS_MILLI))) / 1000n;
    sizes.push({ afterMs, bytes: index === changes - 1 && chance.happens("deleted", 300) ? 0n : bytes });
  }
  return {
    ref,
    resource: chance.pick("resource", resourcesFor(catalog, "storage")),
    project: chance.pick("project", PROJECTS),
    member: chance.pick("member", MEMBERS),
    sizes,
  };
}
