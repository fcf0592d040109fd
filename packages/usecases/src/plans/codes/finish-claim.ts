import { appendAudit } from "@scrip/db/access";
import { markDone } from "@scrip/db/claims";
import {
  inOrganization,
  inPlatform,
  newId,
  type OrganizationsTx,
  type Query,
  queryOf,
  reach,
  retrying,
} from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { lockOrganization } from "@scrip/db/organizations";
import {
  type CodeClaim,
  countRedemptions,
  findClaim,
  findRedemption,
  giveTryBack,
  insertRedemption,
  markClaim,
  type Redemption,
  redemptionOf,
  withdrawClaim,
} from "@scrip/db/plans/codes";
import type { IssueGrant } from "@scrip/domain/ledger";
import { canRedeem, redeemedUntil } from "@scrip/domain/plans/codes";
import { auditedBy } from "../../access/audited-by.ts";
import { type CallOrigin, type Deps, FROM_WITHIN } from "../../deps.ts";
import { organizationNotFound, RefusedError as Refused, type RefusedError, refused } from "../../refused.ts";
import { requireStanding } from "../entitlements/read-entitlements.ts";

/** What a redemption needs in both homes. */
export interface ClaimDeps extends Pick<Deps, "homes"> {
  readonly ledger: Pick<Ledger, "within" | "committed">;
}

/** The credit of a code. */
export type Redeemed = NonNullable<Redemption["credit"]>;

/**
 * Takes a claim to its end: the organization's step decides once whether the code can be redeemed, and adds the credit;
 * then the claim is marked, or deleted with its use given back. Safe to repeat, also in several processes at once.
 * @throws RefusedError `code_not_valid`
 * @source docs/rules.md#redeem-codes
 */
export async function finishClaim(deps: ClaimDeps, claim: CodeClaim, from: CallOrigin): Promise<Redeemed> {
  const { credit } = await retrying(() => act(deps, claim, from));
  reach("code.acted");
  if (claim.isMarked && credit !== null) return credit;
  const { platform } = deps.homes;
  await retrying(() =>
    inPlatform(platform, (tx) => (credit === null ? withdrawClaim(tx, claim) : markClaim(tx, claim.id))),
  );
  reach("code.marked");
  if (credit === null) throw codeNotValid();
  return credit;
}

/** Finishes a claim that was interrupted. Safe to repeat. */
export async function finishRedemption(deps: ClaimDeps, id: string): Promise<void> {
  const claim = await findClaim(deps.homes.platform, id);
  if (claim === null || claim.isMarked) return markDone(deps.homes.platform, redemptionOf(id));
  try {
    await finishClaim(deps, claim, FROM_WITHIN);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** The one answer for every failure of a code. */
export function codeNotValid(): RefusedError {
  return refused("code_not_valid", "This code cannot be redeemed.");
}

async function act({ homes, ledger }: ClaimDeps, claim: CodeClaim, from: CallOrigin): Promise<Redemption> {
  let committed: Query | null = null;
  const outcome = await inOrganization(homes.organizations, claim.orgId, async (tx) => {
    const { orgId, id } = claim;
    if ((await lockOrganization(tx, orgId)) === null) throw organizationNotFound(orgId);
    const known = await findRedemption(tx, orgId, id);
    if (known !== null) return known;
    committed = queryOf(tx);
    return decide(tx, ledger, claim, from);
  });
  if (committed !== null) ledger.committed(committed);
  return outcome;
}

/** Decides a claim at the organization's time, under its lock, and writes the outcome. */
async function decide(
  tx: OrganizationsTx,
  ledger: ClaimDeps["ledger"],
  { id: claimId, codeId, orgId, actor, terms }: CodeClaim,
  from: CallOrigin,
): Promise<Redemption> {
  const { plan, isClosed, now } = await requireStanding(tx, orgId);
  const redeemed = await countRedemptions(tx, orgId, codeId);
  const outcome = { orgId, claimId, codeId, at: new Date(now) };
  const command: IssueGrant = {
    kind: "issueGrant",
    orgId,
    id: newId(),
    actor,
    source: "code",
    grantKind: "promotional",
    amount: terms.amount,
    effectiveAt: null,
    expiresAt: redeemedUntil(terms, now),
    businessKey: `code:${claimId}`,
  };
  const given = canRedeem(terms, { plan, isClosed, redeemed, now })
    ? await ledger.within(queryOf(tx), command, null)
    : null;
  if (given === null || !given.ok) {
    await insertRedemption(tx, { ...outcome, grantId: null });
    return { credit: null };
  }
  await insertRedemption(tx, { ...outcome, grantId: command.id });
  await giveTryBack(tx, orgId, claimId);
  if (actor.type === "member")
    await appendAudit(tx, orgId, {
      ...auditedBy({ actor, from }),
      action: "code.redeemed",
      target: { type: "grant", id: command.id },
      outcome: "done",
      details: { amount: String(terms.amount) },
    });
  return { credit: { grant: command.id, amount: terms.amount, expiresAt: command.expiresAt } };
}
