import { hash } from "node:crypto";
import type { startPurchaseInput } from "@scrip/contract/billing/purchases";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { appendAudit } from "@scrip/db/access";
import { attemptByKey, openAttempts, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization, type OrganizationsTx, reach, retrying } from "@scrip/db/connection";
import type { ReturnUrls } from "@scrip/domain/billing/gateway";
import { auditedBy } from "../../access/audited-by.ts";
import type { Caller } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import { refused } from "../../refused.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { requireCharging } from "../charging/may-charge.ts";
import { openAttemptPage } from "./open-page.ts";
import { termsOfPurchase } from "./purchase-terms.ts";
import { type PurchaseView, purchaseView } from "./purchase-view.ts";

/** How long the page of a purchase is open, in milliseconds. Automatic top-up waits for it. */
const PAGE_MS = 60 * 60_000;

/** The most purchases of an organization that wait to be paid at one time. */
const MOST_OPEN = 5;

/**
 * Starts a purchase of credit, and opens the page where the member pays it. Amount, tax, bonus and customer are the
 * platform's; the caller only says how much credit. The same key and amount give the same purchase.
 * @param urls returns where the page leads, for the id of the attempt
 * @throws RefusedError `permission_missing`, `organization_closed`, `purchase_out_of_range`, `payment_unavailable`,
 *   `too_many_purchases`, `key_reused`
 * @throws TransientError if the gateway does not answer: the same call goes on
 * @source docs/rules.md#purchases
 */
export async function startPurchase(
  deps: AttemptDeps,
  caller: Caller,
  { amount, idempotencyKey }: Parsed<typeof startPurchaseInput>,
  urls: (attemptId: string) => ReturnUrls,
): Promise<PurchaseView> {
  const { orgId } = caller;
  const gateway = requireGateway(deps);
  await requireCharging(deps.homes);
  const terms = await termsOfPurchase(deps, orgId, amount);
  const account = await ensureAccount(deps, orgId);
  const payloadHash = hash("sha256", JSON.stringify({ amount: String(amount) }), "buffer");
  const { id } = await retrying(() =>
    inOrganization(deps.homes.organizations, orgId, async (tx) => {
      const { organization } = await lockAs(tx, caller, "billing:write");
      const earlier = await attemptByKey(tx, orgId, idempotencyKey);
      if (earlier !== null) return sameAttempt(earlier, payloadHash, idempotencyKey);
      await refuseTooMany(tx, orgId);
      const attempt = await makeAttempt(tx, organization, {
        purpose: "purchase",
        way: "page",
        sale: terms.sale,
        bonus: terms.bonus,
        account,
        actor: caller.actor,
        key: { idempotencyKey, payloadHash },
      });
      await appendAudit(tx, orgId, started(caller, attempt));
      return attempt;
    }),
  );
  reach("attempt.made");
  const attempt = await openAttemptPage(deps, orgId, id, (_, charge, { createdAt }) =>
    gateway.pages.openPayment(charge, urls(id), { methods: terms.methods, expiresAt: createdAt.getTime() + PAGE_MS }),
  );
  return purchaseView(attempt);
}

function sameAttempt(earlier: PaymentAttemptRow, payloadHash: Buffer, key: string): PaymentAttemptRow {
  if (earlier.payloadHash?.equals(payloadHash) === true) return earlier;
  const message = "This idempotency key started a purchase of another amount. Use a new key.";
  throw refused("key_reused", message, { operation: "billing.purchases.start", key });
}

/** Card testers open page after page (G10). */
async function refuseTooMany(tx: OrganizationsTx, orgId: string): Promise<void> {
  const open = (await openAttempts(tx, orgId)).filter(({ purpose }) => purpose === "purchase");
  if (open.length < MOST_OPEN) return;
  const message = `${MOST_OPEN} purchases wait to be paid. Finish or cancel one of them first.`;
  throw refused("too_many_purchases", message, { most: MOST_OPEN });
}

function started(caller: Caller, { id, net, gross }: PaymentAttemptRow): Parameters<typeof appendAudit>[2] {
  return {
    ...auditedBy(caller),
    action: "billing.purchase_started",
    target: { type: "attempt", id },
    outcome: "done",
    details: { net: String(net), gross: String(gross) },
  };
}
