import type { PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { usd } from "@scrip/domain/money";
import { openTestGateway } from "@scrip/payments/testing";
import { afterAll } from "vitest";
import { aScenario, type Scenario } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { saleOf } from "../account/sale-of.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { askSaved, sendAttempt, submitAttempt } from "../attempts/send-attempt.ts";
import { bookMoneyTaken } from "./book-money-taken.ts";

/** A payment that succeeded, with what its bank, its operator and its organization do. */
export interface PaidAttempt {
  readonly organization: Organization;
  readonly attempt: PaymentAttemptRow & { readonly paymentId: string; readonly grantId: string };
  /** The charge at Stripe. */
  readonly charge: string;
  /** Pays a part back in Stripe's dashboard. @param gross dollars @returns the refund */
  refundAtStripe(gross: string): Promise<string>;
  /** Books refunds and disputes as the gateway has them now. */
  book(): Promise<void>;
  /** What the platform took back of the grant, in micro-USD, by its row. */
  takenBack(): Promise<bigint>;
}

/** A scenario with a local Stripe. */
export async function aPayingScenario() {
  const scenario = await aScenario();
  const { gateway, local } = await openTestGateway();
  afterAll(() => local.stop());
  const deps = { ...scenario.deps, gateway };
  return {
    ...scenario,
    deps,
    local,
    control: local.control,
    aPayment: (terms: PaymentTerms = {}) => aPayment(scenario, terms),
    aParkedPayment: (asked: string, paid: string | null) => aParkedPayment(scenario, asked, paid),
  };

  /** An organization with a card, and an attempt that is not sent. */
  async function anAttempt(
    { anOrganization }: Scenario,
    { net = "20.00", bonus = null, clockAt = null }: PaymentTerms,
  ) {
    const organization = await anOrganization({ clockAt });
    const { orgId } = organization;
    const account = await ensureAccount(deps, orgId);
    const { customer } = account;
    const card = await local.control.call("POST", "/v1/payment_methods/pm_card_visa/attach", { customer });
    const method = { id: (card.body as { id: string }).id, fingerprint: null, paidWith: "Visa ending in 4242" };
    const sale = await saleOf(deps, orgId, [{ of: "credit", source: "purchase", net: usd(net) }]);
    const made = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
      const locked = await lockOrganization(tx, orgId);
      if (locked === null) throw new Error("the organization is gone");
      const terms = { purpose: "purchase", way: "saved", actor: { type: "system", id: null } } as const;
      const extra = bonus === null ? null : { amount: usd(bonus), days: 30 };
      return makeAttempt(tx, locked, { ...terms, sale, account, method, bonus: extra });
    });
    return { organization, orgId, customer, method: method.id, made };
  }

  /**
   * An attempt that is parked: another amount was paid for it, or nothing for three days.
   * @param paid in dollars; `null` if nothing was
   */
  async function aParkedPayment(of: Scenario, asked: string, paid: string | null): Promise<PaymentAttemptRow> {
    const { orgId, customer, method, made } = await anAttempt(of, { net: asked });
    const attempt = await submitAttempt(deps, orgId, made.id);
    if (paid === null) {
      const owner = await of.database.open("owner");
      await owner.query(
        "UPDATE payment_attempts SET submitted_at = submitted_at - interval '4 days' WHERE org_id = $1 AND id = $2",
        [orgId, made.id],
      );
    } else {
      const metadata = { scrip_org: orgId, scrip_attempt: made.id };
      const marks = { customer, payment_method: method, metadata, confirm: true, off_session: true };
      const amount = Number(usd(paid) / 10_000n);
      const charged = await local.control.call("POST", "/v1/payment_intents", { amount, currency: "usd", ...marks });
      if (charged.status !== 200) throw new Error(JSON.stringify(charged.body));
    }
    return (await lookUpAttempt(deps, attempt)).attempt;
  }

  async function aPayment(of: Scenario, terms: PaymentTerms): Promise<PaidAttempt> {
    const { organization, orgId, made } = await anAttempt(of, terms);
    const { database } = of;
    const { attempt } = await sendAttempt(deps, orgId, made.id, askSaved);
    const { paymentId, grantId } = attempt;
    if (paymentId === null || grantId === null) throw new Error(`the payment is ${attempt.state}`);
    const intent = await local.control.call("GET", `/v1/payment_intents/${paymentId}`);
    const owner = await database.open("owner");
    return {
      organization,
      attempt: { ...attempt, paymentId, grantId },
      charge: (intent.body as { latest_charge: string }).latest_charge,
      refundAtStripe: async (gross) => {
        const amount = Number(usd(gross) / 10_000n);
        const { status, body } = await local.control.call("POST", "/v1/refunds", { payment_intent: paymentId, amount });
        if (status !== 200) throw new Error(JSON.stringify(body));
        return (body as { id: string }).id;
      },
      book: async () => {
        await bookMoneyTaken(deps, attempt, paymentId);
      },
      takenBack: async () => {
        const [row] = await owner.query<{ amount: string }[]>(
          "SELECT amount::text FROM payment_takings WHERE org_id = $1 AND grant_id = $2",
          [orgId, grantId],
        );
        return BigInt(row?.amount ?? "0");
      },
    };
  }
}

/** Amounts in dollars. */
interface PaymentTerms {
  readonly net?: string;
  readonly bonus?: string | null;
  /** `null` follows the real time. */
  readonly clockAt?: number | null;
}
