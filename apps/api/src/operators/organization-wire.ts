import { paymentsOf } from "@scrip/db/read/operators/payments-of";
import type { Deps } from "@scrip/usecases/deps";
import type { OperatorCaller } from "@scrip/usecases/operators/operator-caller";
import { seeOrganization } from "@scrip/usecases/operators/see-organization";
import { actsOnWire } from "./staff-act-wire.ts";

const MOST_PAYMENTS = 20;

/** The whole state of an organization, with the names of the wire. */
export async function organizationOnWire(deps: Deps, operator: OperatorCaller, orgId: string) {
  const seen = await seeOrganization(deps, operator, orgId);
  const { organization, people, members, keys, grants, debts, holds, charges, due, acts, audit, ...rest } = seen;
  const payments = await paymentsOf(deps.pages, orgId, MOST_PAYMENTS);
  const cell = await deps.pages.route(orgId, async (home) => home.cell);
  const keyNames = new Map(keys.map(({ id, name }) => [id, name]));
  return {
    ...rest,
    ...organization,
    org: orgId,
    cell,
    members: members.map(({ personId, ...member }) => {
      const person = people.get(personId);
      const { name = null, email = null, hasTwoFactor = false } = person ?? {};
      return { ...member, person: personId, name, email, hasTwoFactor };
    }),
    keys: keys.map(({ id, ...key }) => ({ ...key, key: id })),
    grants: grants.map(({ id, ...grant }) => ({ ...grant, grant: id })),
    debts: debts.map(({ id, ...debt }) => ({ ...debt, debt: id })),
    holds: holds.map(({ id, ...hold }) => ({ ...hold, hold: id })),
    charges: charges.map(({ id, ...charge }) => ({ ...charge, charge: id })),
    payments: payments.map(({ id, ...payment }) => ({ ...payment, attempt: id })),
    due: due.map(({ refId, ...work }) => ({ ...work, about: refId })),
    audit: audit.map(({ actorType, actorId, ...entry }) => {
      const named = actorId === null ? null : (people.get(actorId)?.name ?? keyNames.get(actorId) ?? null);
      return { ...entry, actor: actorType, actorName: named };
    }),
    acts: await actsOnWire(deps.homes.platform, operator, acts),
  };
}
