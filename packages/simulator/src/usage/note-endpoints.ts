import { isRefusal } from "@scrip/client";
import type { World } from "../world.ts";

/** Notes what endpoints cost: they are charged as time passes, and no answer of the simulation says how much. */
export async function noteEndpoints(
  world: World,
  endpoints: readonly { readonly plan: { readonly ref: string } }[],
): Promise<void> {
  for (const { plan } of endpoints) world.tally.charged("endpoint", await chargeOf(world, plan.ref));
}

/** The charge of an endpoint; 0 if nobody could start it. */
async function chargeOf(world: World, endpoint: string): Promise<bigint> {
  try {
    return (await world.ask("endpoints.get", () => world.org.endpoints.get({ endpoint }))).charged;
  } catch (error) {
    if (isRefusal(error, "endpoint_not_found")) return 0n;
    throw error;
  }
}
