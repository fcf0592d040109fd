import { appendAudit } from "@scrip/db/access";
import { inOrganization, inPlatform, type OrganizationsTx } from "@scrip/db/connection";
import { removeBudget as removeCap, setBudget as writeBudget } from "@scrip/db/ledger";
import type { Permission } from "@scrip/domain/access";
import type { AuditAction } from "@scrip/domain/audit-actions";
import type { BudgetKey, BudgetTerms } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { auditedBy } from "../../access/audited-by.ts";
import { requireKeyOf } from "../../access/key-of-organization.ts";
import { limitKey } from "../../access/limit-key.ts";
import type { Caller, Deps } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import { refused } from "../../refused.ts";

/** The terms of a budget that a member or a service sets. */
type SetTerms = Omit<BudgetTerms, "version"> & { readonly cap: Micros };

/**
 * Makes or changes a budget. A new one counts what was used before in its window. The budget of a service key for a day is
 * its ceiling, which the platform keeps with the key.
 * @param terms the cap in micro-USD
 * @throws RefusedError `key_not_found`, `permission_missing` for a key, `bad_input` for the ceiling of a key as an alert
 * @source docs/rules.md#budgets
 */
export async function setBudget(deps: Pick<Deps, "homes">, caller: Caller, terms: SetTerms): Promise<void> {
  if (isCeiling(terms) && terms.mode === "alert") {
    const message = "must be hard: the budget of a key for a day is its ceiling";
    throw refused("bad_input", `mode: ${message}`, { fields: [{ path: "mode", message }] });
  }
  await change(deps, caller, terms, async (tx) => {
    const before = await writeBudget(tx, caller.orgId, terms);
    await audit(tx, caller, terms, before === null || before.cap === null ? "budget.created" : "budget.changed");
  });
}

/**
 * Takes a budget away. It is counted on, so that a later one of the same subject and period is exact. A budget that does
 * not exist stays away.
 * @throws RefusedError `key_not_found`, `permission_missing` for a key
 * @source docs/rules.md#budgets
 */
export async function removeBudget(deps: Pick<Deps, "homes">, caller: Caller, key: BudgetKey): Promise<void> {
  await change(deps, caller, { ...key, cap: null }, async (tx) => {
    if (await removeCap(tx, caller.orgId, key)) await audit(tx, caller, key, "budget.removed");
  });
}

/** Changes a budget of the organization under its lock, or the ceiling of a key. */
async function change(
  { homes }: Pick<Deps, "homes">,
  caller: Caller,
  terms: BudgetKey & { readonly cap: Micros | null },
  write: (tx: OrganizationsTx) => Promise<void>,
): Promise<void> {
  const { scope, ref, cap } = terms;
  const permission: Permission = scope === "key" ? "keys:write" : "budgets:write";
  if (scope === "key") await inPlatform(homes.platform, (tx) => requireKeyOf(tx, caller.orgId, ref));
  await inOrganization(homes.organizations, caller.orgId, async (tx) => {
    await lockAs(tx, caller, permission);
    if (!isCeiling(terms)) await write(tx);
  });
  if (isCeiling(terms)) await limitKey({ homes }, caller, { key: ref, dailyCeiling: cap });
}

const isCeiling = ({ scope, period }: BudgetKey): boolean => scope === "key" && period === "day";

/** The labels of a member may name a person, so they are in the details, which can be erased. */
async function audit(
  tx: OrganizationsTx,
  caller: Caller,
  { scope, ref, period, ...terms }: BudgetKey & Partial<SetTerms>,
  action: AuditAction,
): Promise<void> {
  const { cap, mode } = terms;
  await appendAudit(tx, caller.orgId, {
    ...auditedBy(caller),
    action,
    target: { type: "budget", id: `${scope} ${period}` },
    outcome: "done",
    details: {
      ...(ref !== "" && { subject: ref }),
      ...(cap !== undefined && { cap: String(cap) }),
      ...(mode !== undefined && { mode }),
    },
  });
}
