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
import { makeAttempt } from "../attempts/make-attempt.ts";
import { askSaved, sendAttempt } from "../attempts/send-attempt.ts";
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
    aPayment: (terms?: PaymentTerms) => aPayment(scenario, terms),
  };

  async function aPayment(
    { database, anOrganization }: Scenario,
    { net = "20.00", bonus = null, clockAt = null }: PaymentTerms = {},
  ): Promise<PaidAttempt> {
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
