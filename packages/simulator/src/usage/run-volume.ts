import type { Instant, Script } from "../script.ts";
import type { World } from "../world.ts";

/** The plan of one volume. Offsets are in milliseconds since it is made, ascending; the first size is at 0. */
export interface VolumePlan {
  /** The caller's name of the volume. */
  readonly ref: string;
  readonly resource: string;
  readonly project: string;
  readonly member: string;
  /** Each size in bytes from its offset on; 0 once the volume is deleted. */
  readonly sizes: readonly { readonly afterMs: number; readonly bytes: bigint }[];
}

/** Reports each size of a volume when it changes. What is stored costs credit at each midnight, also without any. */
export async function* runVolume(world: World, plan: VolumePlan, startsAt: Instant): Script {
  const { ref: volume, resource, project, member, sizes } = plan;
  for (const [number, { afterMs, bytes }] of sizes.entries()) {
    yield startsAt + afterMs;
    await world.command("storage.set", `${volume}/size/${number}`, (idempotencyKey) =>
      world.org.storage.set({ volume, resource, bytes, project, member, idempotencyKey }),
    );
    world.log(`${volume} has ${bytes} bytes`);
  }
}
