import {
  BillingAccountEntity,
  type BillingAccountRow,
  defaultMethodOf,
  noteToldExpiry,
  type PaymentMethodRow,
  paymentMethodsOf,
  writeMethods,
} from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { paidWith } from "@scrip/domain/billing/attempts";
import type { Gateway, SavedMethod } from "@scrip/domain/billing/gateway";
import { attentionOf, cardEnd, tellExpiryAt } from "@scrip/domain/billing/methods";
import { restOf } from "@scrip/domain/billing/top-up";
import { writeNotice } from "../../notices/write-notice.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import { reviewInScope } from "../top-up-state/review.ts";
import { breakerOf, cardOf, type TopUpScope } from "../top-up-state/top-up-scope.ts";

/**
 * Reads the payment methods of an organization from the gateway again, and writes them. A new one becomes the default if
 * there is none, or if the default has expired or declined automatic top-up. People are told once of a card that expires
 * within 30 days. Safe to repeat, in any order and at once: what was read before another change is read again.
 * @throws GatewayError
 * @throws RefusedError `payment_unavailable`
 * @source docs/rules.md#payment-methods
 */
export async function refreshMethods(deps: AttemptDeps, orgId: string): Promise<void> {
  const gateway = requireGateway(deps);
  for (;;) {
    const before = await readBefore(deps, orgId);
    if (before === null) return;
    const found = await withDefault(gateway, before);
    if (await writeFound(deps, orgId, before.account, found)) return;
  }
}

/** What was known before the gateway was asked. */
interface Before {
  readonly account: BillingAccountRow;
  readonly known: ReadonlySet<string>;
  /** Whether another payment method should take the place of the default one. */
  readonly wantsDefault: boolean;
}

/** @returns `null` for an organization that has no account at the gateway yet */
function readBefore({ homes }: AttemptDeps, orgId: string): Promise<Before | null> {
  return inOrganization(homes.organizations, orgId, async (tx) => {
    const account = await tx.repository(BillingAccountEntity).findOneBy({ orgId });
    if (account === null) return null;
    const known = new Set((await paymentMethodsOf(tx, orgId)).map(({ id }) => id));
    const current = await defaultMethodOf(tx, orgId);
    const [clock] = await tx.query<{ now: Date }[]>(
      "SELECT coalesce(clock_at, clock_timestamp()) AS now FROM organizations WHERE org_id = $1",
      [orgId],
    );
    const now = clock?.now.getTime() ?? 0;
    const wantsDefault =
      current === null ||
      attentionOf(current, now) === "expired" ||
      restOf(await breakerOf(tx, orgId, cardOf(current)), cardOf(current), now).kind !== "open";
    return { account, known, wantsDefault };
  });
}

/** The payment methods at the gateway, of which one is the default. */
async function withDefault(
  { methods }: Gateway,
  { account, known, wantsDefault }: Before,
): Promise<readonly SavedMethod[]> {
  const found = await methods.list(account.customer);
  const added = wantsDefault ? found.find(({ id }) => !known.has(id)) : undefined;
  const wanted = added ?? (found.some(({ isDefault }) => isDefault) ? undefined : found[0]);
  if (wanted === undefined || wanted.isDefault) return found;
  await methods.setDefault(account.customer, wanted.id);
  return found.map((method) => ({ ...method, isDefault: method.id === wanted.id }));
}

/** @returns `false` if another refresh wrote meanwhile, and the gateway is to be asked again */
function writeFound(
  deps: AttemptDeps,
  orgId: string,
  { methodsAt }: BillingAccountRow,
  found: readonly SavedMethod[],
): Promise<boolean> {
  return inTopUp(deps, { orgId, caller: null }, async (scope) => {
    const { tx, organization } = scope;
    const account = await tx.repository(BillingAccountEntity).findOneByOrFail({ orgId });
    if (account.methodsAt?.getTime() !== methodsAt?.getTime()) return false;
    await writeMethods(tx, organization, found);
    await tellExpiries(scope);
    await reviewInScope(scope);
    return true;
  });
}

/** Tells of cards that expire soon, and says when the next one is looked at. */
async function tellExpiries({ tx, organization, setDue, isQuiet }: TopUpScope): Promise<void> {
  const { orgId } = organization;
  const now = organization.time.getTime();
  const next: number[] = [];
  for (const method of await paymentMethodsOf(tx, orgId)) {
    const end = cardEnd(method);
    const tellAt = tellExpiryAt(method);
    if (end === null || tellAt === null || end <= now) continue;
    // Automatic top-up waits from the end on.
    next.push(tellAt > now ? tellAt : end);
    if (tellAt > now || method.toldExpiry === expiryOf(method)) continue;
    await noteToldExpiry(tx, orgId, method.id, expiryOf(method));
    if (isQuiet) continue;
    const data = { card: paidWith(method), expiresAt: new Date(end).toISOString() };
    await writeNotice(tx, organization, { kind: "payment_method.expiring", data });
  }
  await setDue("refresh_account", orgId, next.length === 0 ? null : Math.min(...next));
}

/** Year and month in one number: 203012. */
function expiryOf({ expMonth, expYear }: PaymentMethodRow): number {
  return (expYear ?? 0) * 100 + (expMonth ?? 0);
}
