import { Tally } from "@scrip/simulator/tally";
import type { Organization } from "@scrip/simulator/world";
import { World } from "@scrip/simulator/world";
import { log } from "./log.ts";

export type { Organization };

/** An organization whose work may have been started by an earlier process of the demo. */
export function worldOf(org: Organization, name: string, recovers: "asIfNothing" | "onTime"): World {
  return new World({ org, name, recovers, log, tally: new Tally() });
}
