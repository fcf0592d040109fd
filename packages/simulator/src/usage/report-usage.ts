import type { Script } from "../script.ts";
import type { World } from "../world.ts";

/** One use of a resource, such as traffic or an export. */
export interface UsePlan {
  /** The name of the event at its source. */
  readonly id: string;
  readonly resource: string;
  /** The kind of work, for the sums of a simulation. */
  readonly kind: "network" | "export";
  /** In the unit of the resource, as decimal text. */
  readonly quantity: string;
  readonly project: string;
  readonly member: string;
}

/** The uses of one instant, in milliseconds since the begin of the work. */
export interface UsesPlan {
  readonly atMs: number;
  readonly uses: readonly UsePlan[];
}

/** Reports the uses of one instant. The events have names, so a second report changes nothing. */
export async function* reportUsage(world: World, { atMs, uses }: UsesPlan, start: number): Script {
  const now = yield start + atMs;
  const events = uses.map(({ kind: _kind, ...use }) => ({ ...use, source: "meter", eventAt: new Date(now) }));
  const { results } = await world.ask("usage.report", () => world.org.usage.report({ events }));
  for (const [index, { ok, charged, refusal }] of results.entries()) {
    if (ok) world.tally.charged(uses[index]?.kind ?? "network", charged);
    if (refusal !== null) world.tally.refused(refusal.code);
  }
}
