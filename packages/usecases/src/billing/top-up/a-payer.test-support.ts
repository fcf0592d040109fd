import { PaymentAttemptEntity, type PaymentAttemptRow, paymentMethodsOf, topUpOf } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { TopUpSettings } from "@scrip/domain/billing/top-up";
import type { Instant } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { type OpenGateway, openTestGateway } from "@scrip/payments/testing";
import { afterAll } from "vitest";
import type { Caller, Deps } from "../../deps.ts";
import { DUE } from "../../due/handlers.ts";
import { moveClock } from "../../due/move-clock.ts";
import type { Organization } from "../../testing/organization.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { saleOf } from "../account/sale-of.ts";
import { bookOutcome } from "../attempts/book-outcome.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { NO_ANSWER, submitAttempt } from "../attempts/send-attempt.ts";
import { removeMethod, setDefaultMethod } from "../methods/change-methods.ts";
import { refreshMethods } from "../methods/refresh-methods.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import { setTopUp } from "./set-top-up.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Noon of tomorrow: people are told of what happens then, since it is not in the past. */
export const TOMORROW: Instant = Math.ceil(Date.now() / DAY + 1) * DAY - 12 * HOUR;

/** Automatic top-up of $25 below $10, within caps that no test reaches by chance. */
export const ON: TopUpSettings = {
  isOn: true,
  threshold: usd("10"),
  buys: { kind: "amount", amount: usd("25") },
  perDay: usd("200"),
  perMonth: usd("1000"),
};

/** Starts a local Stripe for a test file, which stops at its end. */
export async function aStripe(): Promise<OpenGateway> {
  const stripe = await openTestGateway();
  afterAll(() => stripe[Symbol.asyncDispose]());
  return stripe;
}

/** An organization that pays by saved cards. */
export class Payer {
  readonly org: Organization;
  readonly deps: Deps;
  readonly caller: Caller;
  private readonly stripe: OpenGateway;

  constructor(deps: Deps, org: Organization, stripe: OpenGateway) {
    this.deps = { ...deps, gateway: stripe.gateway };
    this.org = org;
    this.stripe = stripe;
    this.caller = org.caller;
  }

  get orgId(): string {
    return this.org.orgId;
  }

  /** Saves a card at Stripe and here. @param card one of Stripe's ready-made methods: `visa`, `chargeCustomerFail` */
  async addCard(card = "visa"): Promise<string> {
    const id = await this.attach(card);
    await refreshMethods(this.deps, this.orgId);
    return id;
  }

  /** Saves a card at Stripe only. */
  async attach(card: string): Promise<string> {
    const { customer } = await ensureAccount(this.deps, this.orgId);
    const { body } = await this.stripe.local.control.call("POST", `/v1/payment_methods/pm_card_${card}/attach`, {
      customer,
    });
    return (body as { id: string }).id;
  }

  set(settings: Partial<TopUpSettings> = {}): Promise<void> {
    return setTopUp(this.deps, this.caller, { ...ON, ...settings });
  }

  /** Advances the test clock, with all due work on the way. */
  async advanceTo(to: Instant): Promise<void> {
    const moved = await moveClock(this.deps, DUE, this.orgId, to);
    if (typeof moved === "string") throw new Error(moved);
  }

  /** Runs the due work of this instant. */
  runDue(): Promise<void> {
    return this.advanceTo(this.org.now);
  }

  refresh(): Promise<void> {
    return refreshMethods(this.deps, this.orgId);
  }

  makeDefault(method: string): Promise<void> {
    return setDefaultMethod(this.deps, this.caller, method);
  }

  remove(method: string): Promise<void> {
    return removeMethod(this.deps, this.caller, method);
  }

  /** A member has a page of a purchase open. @returns the attempt */
  async openPurchase(amount: string): Promise<string> {
    const { deps, orgId } = this;
    const account = await ensureAccount(deps, orgId);
    const sale = await saleOf(deps, orgId, [{ of: "credit", source: "purchase", net: usd(amount) }]);
    const { id } = await inTopUp(deps, { orgId, caller: null }, ({ tx, organization }) =>
      makeAttempt(tx, organization, { purpose: "purchase", way: "page", sale, account, actor: this.caller.actor }),
    );
    await submitAttempt(deps, orgId, id);
    return id;
  }

  /** The member leaves the page, and it ends. */
  async abandon(attempt: string): Promise<void> {
    const seen = { kind: "failed", why: "abandoned" } as const;
    await bookOutcome(this.deps, this.orgId, attempt, { ...NO_ANSWER, seen });
  }

  attempts(): Promise<PaymentAttemptRow[]> {
    const { orgId } = this;
    return inOrganization(this.deps.homes.organizations, orgId, (tx) =>
      tx.repository(PaymentAttemptEntity).find({ where: { orgId }, order: { createdAt: "ASC", id: "ASC" } }),
    );
  }

  async state(): Promise<string | null> {
    const { orgId } = this;
    const row = await inOrganization(this.deps.homes.organizations, orgId, (tx) => topUpOf(tx, orgId));
    return row?.state ?? null;
  }

  methods() {
    const { orgId } = this;
    return inOrganization(this.deps.homes.organizations, orgId, (tx) => paymentMethodsOf(tx, orgId));
  }

  /** The kinds of the notices about payments, oldest first. */
  async notices(): Promise<string[]> {
    const { orgId } = this;
    const rows = await inOrganization(this.deps.homes.organizations, orgId, (tx) =>
      tx.query<{ kind: string }[]>(
        "SELECT kind FROM notices WHERE org_id = $1 AND kind ~ '^(topup|payment)' ORDER BY id",
        [orgId],
      ),
    );
    return rows.map(({ kind }) => kind);
  }

  /** What Stripe charged, and was asked to charge, in the organization's name. */
  async charges(): Promise<{ tried: number; paid: string[] }> {
    const { customer } = await ensureAccount(this.deps, this.orgId);
    const { body } = await this.stripe.local.control.call("GET", "/v1/payment_intents", { customer, limit: 100 });
    const intents = (body as { data: { id: string; status: string }[] }).data;
    const paid = intents.filter(({ status }) => status === "succeeded").map(({ id }) => id);
    return { tried: intents.length, paid: paid.toSorted() };
  }

  /** The payments for which credit was given. */
  async granted(): Promise<string[]> {
    const rows = await inOrganization(this.deps.homes.organizations, this.orgId, (tx) =>
      tx.query<{ key: string }[]>("SELECT business_key AS key FROM grants WHERE source = 'auto_topup'"),
    );
    return rows.map(({ key }) => key.replace("stripe:", "")).toSorted();
  }
}
