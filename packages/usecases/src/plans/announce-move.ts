import { moveTo } from "@scrip/db/catalog";
import { markDone } from "@scrip/db/claims";
import { type Homes, inOrganization, queryOf } from "@scrip/db/connection";
import { lockOrganization, organizationsAfter } from "@scrip/db/organizations";
import { openSubscription } from "@scrip/db/plans";
import { diffCatalogs } from "@scrip/domain/catalog";
import type { Instant } from "@scrip/domain/ledger";
import { MONTHS_OF, planTerms, type Subscription } from "@scrip/domain/plans/subscriptions";
import { startOfMonth } from "@scrip/domain/time";
import type { Deps } from "../deps.ts";
import { repeatableId } from "../notices/repeatable-id.ts";
import { writeNotice } from "../notices/write-notice.ts";

interface MoveDeps extends Pick<Deps, "books" | "ledger"> {
  readonly homes: Homes;
}

const PAGE = 500;
/** Before every organization. */
const FIRST = "00000000-0000-0000-0000-000000000000";
/** One mail names so many changes; the rest is in the catalog. */
const MOST_CHANGES = 50;

/**
 * Tells every subscriber whose next renewals move to a catalog version what changes for them, and when. Safe to repeat:
 * the id of each notice follows from the version and the organization.
 * @param ref the number of the version
 * @source docs/rules.md#catalog-moves
 */
export async function announceMove(deps: MoveDeps, ref: string): Promise<void> {
  const { platform } = deps.homes;
  let page = await organizationsAfter(platform, FIRST, PAGE);
  while (page.length > 0) {
    for (const orgId of page) await announceTo(deps, orgId, Number(ref));
    page = await organizationsAfter(platform, page.at(-1) ?? FIRST, PAGE);
  }
  await markDone(platform, { kind: "announce_move", ref });
}

async function announceTo({ homes, books, ledger }: MoveDeps, orgId: string, version: number): Promise<void> {
  const dueAt = await inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    const subscription = await openSubscription(tx, orgId);
    const move = await moveTo(tx, version);
    if (organization === null || move === null || subscription === null) return null;
    if (subscription.catalogVersion >= version || subscription.scheduled?.kind === "cancel") return null;
    const { plan, interval } = planAfter(subscription);
    const before = await books.catalogOf(subscription.catalogVersion, queryOf(tx));
    const after = await books.catalogOf(version, queryOf(tx));
    const terms = planTerms(after, plan, interval);
    const changes = diffCatalogs(before, after).filter(({ path }) => isAbout(path, plan));
    if (terms === null || changes.length === 0) return null;
    const data = {
      plan: { id: plan, title: after.plans[plan]?.title ?? plan },
      at: new Date(renewalFrom(subscription, move.renewalsFrom)).toISOString(),
      price: String(terms.price),
      interval,
      changes: changes.slice(0, MOST_CHANGES).map(({ what }) => what),
    };
    const id = repeatableId(move.decidedAt, `catalog ${version} ${orgId}`);
    return writeNotice(tx, organization, { kind: "plan.terms_change", data }, { id, key: `catalog ${version}` });
  });
  if (dueAt !== null) ledger.announce({ orgIds: [orgId], dueAt });
}

/** The plan and interval after the running period. */
function planAfter({ plan, interval, scheduled }: Subscription) {
  return scheduled?.kind === "change" ? scheduled : { plan, interval };
}

/** The first renewal at an instant or later. */
function renewalFrom({ anchor, interval, period }: Subscription, from: Instant): Instant {
  let month = period.month + period.months;
  while (startOfMonth(anchor, month) < from) month += MONTHS_OF[interval];
  return startOfMonth(anchor, month);
}

/** Whether a change concerns who has a plan: the plan itself, the entitlements, prices and policies, but no other plan. */
function isAbout(path: string, plan: string): boolean {
  if (path.startsWith("plans")) return path.startsWith(`plans.${plan}.`) || path.startsWith(`plans["${plan}"].`);
  return /^(entitlements|resources|policies)\b/.test(path);
}
