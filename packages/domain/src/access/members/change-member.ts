import { ok, type Result, refuse } from "../../result/result.ts";
import type { Role } from "../permissions.ts";

/** Why a change of a member is refused, with a sentence for people. */
export interface MemberRefusal {
  readonly code: "last_owner" | "owner_by_transfer" | "role_above_own";
  readonly message: string;
}

type Checked = Result<null, MemberRefusal>;

/** The rank of each role. Billing, member and viewer differ in what they see, not in whom they manage. */
const RANK: Readonly<Record<Role, number>> = { owner: 2, admin: 1, billing: 0, member: 0, viewer: 0 };

/**
 * Checks that a member may give a role, in an invitation or as a change.
 * @param by the role of the member who gives it
 * @returns a refusal `owner_by_transfer` or `role_above_own`
 * @source docs/rules.md#members
 */
export function checkGivenRole(by: Role, given: Role): Checked {
  if (given === "owner")
    return no("owner_by_transfer", "An organization has one owner. Only a transfer of ownership makes another one.");
  return RANK[given] <= RANK[by] ? ok(null) : roleAboveOwn(by);
}

/**
 * Checks a change of a member's role.
 * @param change `by` is the role of the member who asks, `from` the member's present role, `to` the wanted one
 * @returns a refusal `last_owner`, `owner_by_transfer` or `role_above_own`
 * @source docs/rules.md#members
 */
export function checkRoleChange({ by, from, to }: { by: Role; from: Role; to: Role }): Checked {
  if (from === "owner") return to === "owner" ? ok(null) : lastOwner();
  const given = checkGivenRole(by, to);
  return given.ok && RANK[from] > RANK[by] ? roleAboveOwn(by) : given;
}

/**
 * Checks the removal of a member by another one.
 * @returns a refusal `last_owner` or `role_above_own`
 * @source docs/rules.md#members
 */
export function checkRemoval({ by, of }: { by: Role; of: Role }): Checked {
  if (of === "owner") return lastOwner();
  return RANK[of] <= RANK[by] ? ok(null) : roleAboveOwn(by);
}

/** Checks that a member may leave. @returns a refusal `last_owner` */
export function checkLeave(role: Role): Checked {
  return role === "owner" ? lastOwner() : ok(null);
}

function lastOwner(): Checked {
  return no(
    "last_owner",
    "The owner can neither leave, nor be removed, nor take another role. Transfer the ownership first.",
  );
}

function roleAboveOwn(by: Role): Checked {
  return no("role_above_own", `Your role is ${by}: you can neither give nor change a role above it.`);
}

function no(code: MemberRefusal["code"], message: string): Checked {
  return refuse({ code, message });
}
