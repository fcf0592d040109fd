import type { PeopleFinding } from "./check-people.ts";
import type { CodeGrantLine, CodeLine, CodeRows, RedemptionLine } from "./read-codes.ts";

/**
 * Checks redeem codes. L25: the uses of a code are its claims, marked and open, and at most as many as its campaign says;
 * a marked claim has its credit, credit of a code has its claim, and an organization redeemed a code at most as often as
 * the campaign says. A campaign has at most as many codes as it can, and none before an approval that it needs. L28: a claim and its redemption name the same code and organization. L29: a claim that is not marked
 * has its due work.
 */
export function checkCodes(rows: CodeRows): PeopleFinding[] {
  return [
    ...checkEachCode(rows),
    ...checkCampaigns(rows),
    ...checkClaims(rows),
    ...checkRedemptions(rows),
    ...checkCredit(rows),
  ];
}

function checkEachCode({ codes }: CodeRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const ids = new Set<string>();
  const hashes = new Set<string>();
  for (const { id, hash, uses, maxUses, claims, campaign } of codes) {
    const rows = [`code ${id}`];
    const add = (invariant: PeopleFinding["invariant"], message: string) => found.push({ invariant, rows, message });
    if (ids.has(id) || hashes.has(hash)) add("L13", "its id or its hash exists twice");
    ids.add(id);
    hashes.add(hash);
    if (uses !== claims) add("L25", `it has ${uses} uses and ${claims} claims`);
    if (maxUses !== null && uses > maxUses) add("L25", `it has ${uses} uses, and ${maxUses} are allowed`);
    if (campaign === null) add("L28", "its campaign does not exist");
    else if (campaign.uses !== maxUses) add("L25", `its campaign allows ${campaign.uses} uses, and it ${maxUses}`);
  }
  return found;
}

function checkCampaigns({ codes }: CodeRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const byCampaign = Map.groupBy(
    codes.flatMap(({ campaign }) => campaign ?? []),
    ({ id }) => id,
  );
  for (const [id, [campaign, ...others]] of byCampaign) {
    const rows = [`campaign ${id}`];
    const add = (message: string) => found.push({ invariant: "L25", rows, message });
    const count = 1 + others.length;
    const { maxCodes = null, approval = null } = campaign ?? {};
    if (maxCodes !== null && count > maxCodes) add(`it has ${count} codes, and ${maxCodes} are allowed`);
    if (approval !== null && approval !== "approved") add("it has codes, and no second operator approved it");
  }
  return found;
}

function checkClaims({ codes, claims, due, redemptions }: CodeRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const known = new Set(codes.map(({ id }) => id));
  const open = new Set(due);
  const outcomes = new Map(redemptions.map((each) => [each.claimId, each]));
  const seen = new Set<string>();
  for (const { id, codeId, orgId, isMarked } of claims) {
    const rows = [`claim ${id} of a code`];
    const add = (invariant: PeopleFinding["invariant"], message: string) => found.push({ invariant, rows, message });
    if (seen.has(id)) add("L13", "it exists twice");
    seen.add(id);
    if (!known.has(codeId)) add("L28", "its code does not exist");
    if (!isMarked && !open.has(id)) add("L29", "it is not marked, and no due work is open");
    const outcome = outcomes.get(id);
    if (isMarked && (outcome === undefined || outcome.grantId === null)) add("L25", "it is marked and has no credit");
    if (outcome !== undefined && (outcome.codeId !== codeId || outcome.orgId !== orgId))
      add("L28", "its redemption names another code or another organization");
  }
  const unmarked = new Set(claims.filter(({ isMarked }) => !isMarked).map(({ id }) => id));
  for (const id of open)
    if (!unmarked.has(id))
      found.push({ invariant: "L29", rows: [`claim redeem_code ${id}`], message: "no claim of a code is open for it" });
  return found;
}

function checkRedemptions({ codes, claims, redemptions, grants }: CodeRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const codeOf = new Map(codes.map((code) => [code.id, code]));
  const claimed = new Set(claims.map(({ id }) => id));
  const given = new Map(grants.map((grant) => [grant.id, grant]));
  const times = new Map<string, number>();
  const seen = new Set<string>();
  for (const redemption of redemptions) {
    const { orgId, claimId, codeId, grantId } = redemption;
    const rows = [`redemption ${claimId} of organization ${orgId}`];
    const add = (message: string) => found.push({ invariant: "L25", rows, message });
    if (seen.has(claimId)) add("the claim was redeemed twice");
    seen.add(claimId);
    if (grantId === null) continue;
    if (!claimed.has(claimId)) add("no claim of its code exists");
    const problem = creditProblem(redemption, given.get(grantId), codeOf.get(codeId));
    if (problem !== null) add(problem);
    const key = `${orgId} ${codeId}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  for (const [key, count] of times) {
    const [orgId = "", codeId = ""] = key.split(" ");
    const most = codeOf.get(codeId)?.campaign?.perOrg ?? Number.POSITIVE_INFINITY;
    const rows = [`code ${codeId}`, `organization ${orgId}`];
    if (count > most)
      found.push({ invariant: "L25", rows, message: `redeemed ${count} times, and ${most} are allowed` });
  }
  return found;
}

function creditProblem(
  { orgId, claimId }: RedemptionLine,
  grant: CodeGrantLine | undefined,
  code: CodeLine | undefined,
): string | null {
  if (grant === undefined || grant.orgId !== orgId || grant.claimId !== claimId) return "its credit is not there";
  const amount = code?.campaign?.amount;
  return amount === undefined || amount === grant.amount ? null : `its credit is ${grant.amount} u, not ${amount} u`;
}

function checkCredit({ redemptions, grants }: CodeRows): PeopleFinding[] {
  const redeemed = new Set(redemptions.map(({ grantId }) => grantId));
  return grants
    .filter(({ id }) => !redeemed.has(id))
    .map(({ id, orgId }) => ({
      invariant: "L25" as const,
      rows: [`grant ${id} of organization ${orgId}`],
      message: "it is the credit of a code that was not redeemed",
    }));
}
