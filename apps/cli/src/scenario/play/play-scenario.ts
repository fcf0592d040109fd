import type { Step, StepOf } from "../file/step.ts";
import { inOrder, type Piece } from "./in-order.ts";
import { OrganizationPlay } from "./organization-play.ts";
import type { World } from "./world.ts";

/** Organizations that are worked on at once: more would only wait for the same two processors. */
const AT_ONCE = 12;

/** Everything that happened. */
export interface Played {
  /** By the names in the file, in the order of their first steps. */
  readonly organizations: readonly OrganizationPlay[];
}

/**
 * Plays the steps of a scenario. Those of one organization run in order, and so do those about one code; organizations
 * do not wait for each other otherwise.
 * @param steps in the order in which they run
 * @param onStep called after each step
 */
export async function playScenario(world: World, steps: readonly Step[], onStep: () => void): Promise<Played> {
  const plays = new Map<string, OrganizationPlay>();
  const names: string[] = [];
  const pieces = steps.flatMap((step): Piece[] => {
    if (step.org === null) return ofPlatform(step, names);
    const { org } = step;
    const isFirst = !names.includes(org);
    if (isFirst) names.push(org);
    return [{ concerns: concernsOf(step, org), run: () => takeOf(org, step) }];
  });

  async function takeOf(org: string, step: Step): Promise<void> {
    const play =
      plays.get(org) ?? new OrganizationPlay(world, org, await world.createOrganization(org, step.at), step.at);
    plays.set(org, play);
    await play.take(step);
    onStep();
  }

  function ofPlatform(step: Step, existing: readonly string[]): Piece[] {
    if (step.do === "campaign") return [{ concerns: [codeName(step.code)], run: () => makeCampaign(step) }];
    // Organizations whose first step comes later do not exist yet.
    return existing.map((org) => ({ concerns: [orgName(org)], run: async () => plays.get(org)?.moveTo(step.at) }));
  }

  async function makeCampaign(step: StepOf<"campaign">): Promise<void> {
    await world.createCampaign(step);
    onStep();
  }

  await inOrder(pieces, AT_ONCE);
  return { organizations: names.map((name) => plays.get(name) as OrganizationPlay) };
}

const orgName = (org: string): string => `org ${org}`;
const codeName = (code: string): string => `code ${code}`;

/** A redemption sees what earlier ones left of its code. */
function concernsOf(step: Step, org: string): readonly string[] {
  return step.do === "redeem" ? [orgName(org), codeName(step.code)] : [orgName(org)];
}
