import { findPeople } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import type { StoredStaffAct } from "@scrip/db/operators";
import { organizationNames } from "@scrip/db/organizations";
import type { StaffAct } from "@scrip/domain/operators";
import type { StaffActOutcome } from "@scrip/usecases/operators/ask-staff-act";
import type { OperatorCaller } from "@scrip/usecases/operators/operator-caller";
import { personsOf } from "@scrip/usecases/operators/see-organization";

type Names = ReadonlyMap<string, { readonly name: string }>;

/** Acts with the names of their persons and organizations, as an operator reads them. */
export async function actsOnWire(platform: PlatformSource, operator: OperatorCaller, acts: readonly StoredStaffAct[]) {
  const people = await findPeople(platform, [...new Set(acts.flatMap(personsOf))]);
  const names = await organizationNames(platform, [...new Set(acts.map(({ orgId }) => orgId))]);
  return acts.map((stored) => actOnWire(stored, operator, people, names));
}

/** The answer to an act that ran or waits. */
export async function answerOnWire(
  platform: PlatformSource,
  operator: OperatorCaller,
  { stored, answer }: StaffActOutcome,
) {
  const [act] = await actsOnWire(platform, operator, [stored]);
  return { act: act as NonNullable<typeof act>, balance: answer?.balance ?? null };
}

function actOnWire(
  { id, orgId, act, askedBy, decidedBy, ...rest }: StoredStaffAct,
  operator: OperatorCaller,
  people: Names,
  names: ReadonlyMap<string, string>,
) {
  const named = (person: string) => ({ person, name: people.get(person)?.name ?? null });
  return {
    ...rest,
    act: id,
    org: orgId,
    organization: names.get(orgId) ?? null,
    kind: act.kind,
    amount: act.amount,
    grantKind: act.kind === "grant" ? act.grantKind : null,
    days: act.kind === "grant" ? act.days : null,
    about: aboutOf(act),
    isOwn: askedBy === operator.personId,
    askedBy: named(askedBy),
    decidedBy: decidedBy === null ? null : named(decidedBy),
  };
}

/** The grant, debt, charge or payment that an act changes, as an id on the wire. */
function aboutOf(act: StaffAct): string | null {
  if (act.kind === "revoke") return `grant_${act.grantId}`;
  if (act.kind === "forgive") return `debt_${act.debtId}`;
  if (act.kind === "refund_payment") return `attempt_${act.attemptId}`;
  return act.kind === "refund" ? `charge_${act.chargeId}` : null;
}
