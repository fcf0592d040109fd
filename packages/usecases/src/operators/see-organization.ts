import {
  appendAudit,
  appendPlatformAudit,
  findPeople,
  listServiceKeysOf,
  type Person,
  type ServiceKey,
} from "@scrip/db/access";
import { inOrganization, inPlatform, OrganizationMissing } from "@scrip/db/connection";
import { listStaffActs, type StoredStaffAct } from "@scrip/db/operators";
import { getOrganization } from "@scrip/db/organizations";
import { type OrganizationState, readOrganizationState } from "@scrip/db/read/operators/organization-state";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Deps } from "../deps.ts";
import { type CurrentBalance, getBalance } from "../ledger/get-balance.ts";
import { auditActor, type OperatorCaller } from "./operator-caller.ts";

/** An organization as an operator sees it: its own tables, and what the platform knows of it. */
export interface OrganizationSeen extends OrganizationState {
  readonly balance: CurrentBalance;
  /** The plans of its catalog, the lowest first. */
  readonly plans: readonly { readonly plan: string; readonly title: string }[];
  readonly people: ReadonlyMap<string, Person>;
  readonly keys: readonly ServiceKey[];
  readonly acts: readonly StoredStaffAct[];
}

const MOST_ACTS = 20;
const MOST_KEYS = 50;

/**
 * Reads the whole state of an organization for an operator. Both audit logs keep that the operator looked.
 * @throws OrganizationMissing
 * @source docs/rules.md#looks-of-operators
 */
export async function seeOrganization(deps: Deps, operator: OperatorCaller, orgId: string): Promise<OrganizationSeen> {
  const { homes } = deps;
  if ((await getOrganization(homes.organizations, orgId)) === undefined) throw new OrganizationMissing(orgId);
  await recordLook(deps, operator, orgId);
  const state = await readOrganizationState(deps.pages, orgId);
  const acts = await listStaffActs(homes.platform, { orgId, limit: MOST_ACTS });
  const actors = state.audit.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]));
  const ids = [...state.members.map(({ personId }) => personId), ...acts.flatMap(personsOf), ...actors];
  const people = await findPeople(homes.platform, [...new Set(ids)]);
  const keys = await listServiceKeysOf(homes.platform, orgId, MOST_KEYS);
  const { planOrder, plans: terms } = await deps.books.catalogOf(state.organization.catalogVersion);
  const plans = planOrder.map((plan) => ({ plan, title: terms[plan]?.title ?? plan }));
  return { ...state, balance: await getBalance(deps, orgId), plans, people, keys, acts };
}

/** The persons of an act. */
export function personsOf({ askedBy, decidedBy }: StoredStaffAct): readonly string[] {
  return decidedBy === null ? [askedBy] : [askedBy, decidedBy];
}

/** Writes the look into both logs before anything is read. */
async function recordLook({ homes }: Deps, operator: OperatorCaller, orgId: string): Promise<void> {
  const look: AuditRecord = {
    actor: auditActor(operator),
    action: "operator.looked",
    target: { type: "organization", id: orgId },
    outcome: "done",
    from: operator.from,
  };
  await inPlatform(homes.platform, (tx) => appendPlatformAudit(tx, look));
  await inOrganization(homes.organizations, orgId, (tx) => appendAudit(tx, orgId, look));
}
