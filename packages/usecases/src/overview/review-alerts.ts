import type { EventContent } from "@scrip/contract/notices/events";
import { inOrganization, OrganizationMissing, retrying } from "@scrip/db/connection";
import { type DueWork, setDue } from "@scrip/db/due";
import { alertSettingsOf, noteRunwayShort } from "@scrip/db/notices";
import { lockOrganization } from "@scrip/db/organizations";
import { type AlertFacts, EXPIRING_KEY, type ExpiringDay } from "@scrip/db/read/overview/alert-facts";
import type { Outlook } from "@scrip/db/read/overview/read-outlook";
import { readNotedOutlook } from "@scrip/db/read/overview/runway-notes";
import { type Instant, type Runway, runway } from "@scrip/domain/ledger";
import { isRunwayShort } from "@scrip/domain/notices";
import type { Deps } from "../deps.ts";
import { writeNotice } from "../notices/write-notice.ts";
import { creditAhead } from "./credit-ahead.ts";

/** What a review needs. */
export type ReviewDeps = Pick<Deps, "homes" | "books" | "ledger" | "isQuiet">;

/** A look at an organization, at one time of it. */
export interface Look {
  readonly outlook: Outlook;
  readonly alerts: AlertFacts;
  readonly runway: Runway;
  readonly at: Instant;
}

const DAY_MS = 86_400_000;

/**
 * Looks at the runway and at expiring credit when due work says so, and notifies people of what changed. Safe to repeat and
 * to run twice at once.
 * @throws OrganizationMissing
 * @source docs/rules.md#alerts-of-the-runway-and-of-expiring-credit
 */
export async function reviewAlerts(deps: ReviewDeps, { orgId }: Pick<DueWork, "orgId">): Promise<void> {
  const { outlook, alerts } = await readNotedOutlook(deps.homes.organizations, deps.books, orgId);
  const at = Math.max(outlook.look.now, outlook.look.ledger.at);
  await notifyOf(deps, orgId, { outlook, alerts, runway: runway(creditAhead(outlook), outlook.isRunning, at), at });
}

/** Notifies people of what a look shows and they do not know, and says when due work looks again. */
export async function notifyOf({ homes, ledger, isQuiet }: ReviewDeps, orgId: string, look: Look): Promise<void> {
  const { alerts, at } = look;
  // Nobody is notified of the past of a test clock.
  if (at < Date.now() - DAY_MS || isQuiet === true) return;
  const isShort = isRunwayShort(alerts.isRunwayShort, look.runway, { now: at, hours: alerts.runwayHours });
  const { untold, nextAt } = expiryOf(alerts, at);
  const isKnown = isShort === alerts.isRunwayShort && untold.length === 0 && nextAt === alerts.dueAt;
  if (isKnown) return;
  const dueAt = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new OrganizationMissing(orgId);
      const { onTestClock } = organization;
      const stored = await alertSettingsOf(tx, orgId);
      const due: number[] = onTestClock || nextAt === null ? [] : [nextAt];
      const write = async (event: EventContent, terms?: { readonly key: string }): Promise<void> => {
        const dueNow = await writeNotice(tx, organization, event, terms);
        if (dueNow !== null) due.push(dueNow);
      };
      if (stored.isRunwayShort === alerts.isRunwayShort && isShort !== alerts.isRunwayShort) {
        await noteRunwayShort(tx, orgId, isShort);
        if (isShort) await write(shortRunway(look));
      }
      for (const day of untold) await write(expiring(day), { key: EXPIRING_KEY + day.day });
      await setDue(tx, { orgId, kind: "review_alerts", refId: orgId, onTestClock, dueAt: nextAt });
      return due.length === 0 ? null : Math.min(...due);
    }),
  );
  ledger.announce({ orgIds: [orgId], dueAt });
}

/** The days of which people are to be notified now, and when the next day is to be looked at. */
function expiryOf({ expiring: days, expiryDays }: AlertFacts, at: Instant) {
  const untold: ExpiringDay[] = [];
  let nextAt: Instant | null = null;
  if (expiryDays === null) return { untold, nextAt };
  for (const day of days) {
    const tellAt = day.expiresAt - expiryDays * DAY_MS;
    if (tellAt <= at) {
      if (!day.isTold) untold.push(day);
    } else nextAt = Math.min(tellAt, nextAt ?? tellAt);
  }
  return { untold, nextAt };
}

function shortRunway({ outlook, alerts, runway: { at: endsAt }, at }: Look): EventContent {
  const available = outlook.free.reduce((sum, { promotional, paid }) => sum + promotional + paid, 0n);
  const data = {
    endsAt: new Date(endsAt ?? at).toISOString(),
    hours: alerts.runwayHours ?? 1,
    available: String(available),
    perHour: String(outlook.perHour),
  };
  return { kind: "runway.short", data };
}

function expiring({ amount, expiresAt, grantId }: ExpiringDay): EventContent {
  const data = { amount: String(amount), expiresAt: new Date(expiresAt).toISOString(), grant: `grant_${grantId}` };
  return { kind: "credit.expiring", data };
}
