import { moveAttempt, type PaymentAttemptRow } from "@scrip/db/billing";
import { reach } from "@scrip/db/connection";
import type { Gateway, GatewayCharge, GatewayPage } from "@scrip/domain/billing/gateway";
import { type AttemptDeps, askGateway, requireGateway } from "../attempts/attempt-deps.ts";
import { isEnded } from "../attempts/book-outcome.ts";
import { chargeOf } from "../attempts/charge-of.ts";
import { inAttempt } from "../attempts/in-attempt.ts";
import { keepClock } from "../attempts/keep-clock.ts";
import { submitAttempt } from "../attempts/send-attempt.ts";

/** Opens the page of an attempt. The charge's attempt is the key, so a repetition opens the same page. */
export type OpenPage = (gateway: Gateway, charge: GatewayCharge, attempt: PaymentAttemptRow) => Promise<GatewayPage>;

/**
 * Opens the page where a member pays an attempt: the second phase of an attempt by page. Safe to repeat; an attempt has
 * one page. A page that opens too late, for an attempt that was abandoned meanwhile, ends at once.
 * @returns the attempt with its page; one that has ended may have none
 * @throws TransientError if the gateway does not answer: the same call goes on
 * @source docs/rules.md#payment-attempts
 */
export async function openAttemptPage(
  deps: AttemptDeps,
  orgId: string,
  attemptId: string,
  open: OpenPage,
): Promise<PaymentAttemptRow> {
  const gateway = requireGateway(deps);
  const attempt = await submitAttempt(deps, orgId, attemptId);
  if (isEnded(attempt) || attempt.pageId !== null) return attempt;
  await askGateway(keepClock(deps, orgId));
  reach("topup.pre_rpc");
  const page = await askGateway(open(gateway, chargeOf(attempt), attempt));
  reach("attempt.page_opened");
  const shown = await inAttempt(deps, orgId, attemptId, async ({ tx, attempt: before }) =>
    isEnded(before) ? before : moveAttempt(tx, before, [], { pageId: page.id, pageUrl: page.url }),
  );
  if (isEnded(shown) && shown.pageId !== page.id) await gateway.pages.expire(page.id);
  return shown;
}
