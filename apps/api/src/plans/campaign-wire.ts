import { findPeople } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import type { Campaign } from "@scrip/db/plans/codes";
import { campaignTotal } from "@scrip/domain/plans/codes";
import type { OperatorCaller } from "@scrip/usecases/operators/operator-caller";

type People = Awaited<ReturnType<typeof findPeople>>;

/** Campaigns with the names of their operators, as an operator reads them. */
export async function campaignsOnWire<C extends Campaign>(
  platform: PlatformSource,
  operator: OperatorCaller,
  campaigns: readonly C[],
) {
  const ids = campaigns.flatMap(({ madeBy, decidedBy }) => [madeBy ?? [], decidedBy ?? []].flat());
  const people = await findPeople(platform, [...new Set(ids)]);
  return campaigns.map((campaign) => ({ ...campaign, ...onWire(campaign, operator, people) }));
}

/** One campaign, as an operator reads it. */
export async function campaignOnWire(platform: PlatformSource, operator: OperatorCaller, campaign: Campaign) {
  const [wire] = await campaignsOnWire(platform, operator, [campaign]);
  return wire as NonNullable<typeof wire>;
}

function onWire(campaign: Campaign, operator: OperatorCaller, people: People) {
  const { id, days, perOrg, plans, madeBy, decidedBy } = campaign;
  const named = (person: string | null) =>
    person === null ? null : { person, name: people.get(person)?.name ?? null };
  return {
    campaign: id,
    creditDays: days,
    perOrganization: perOrg,
    plans: plans === null ? null : [...plans],
    total: campaignTotal(campaign),
    madeBy: named(madeBy),
    isOwn: madeBy === operator.personId,
    decidedBy: named(decidedBy),
  };
}
