import { changed, type Damage, damage, doubled, invented, NOWHERE, removed } from "./damage.fixture.ts";
import type { Seed } from "./seed.fixture.ts";

const planned = ({ planned: org }: Seed): string => `org_id = '${org}'`;
const contracted = ({ contracted: org }: Seed): string => `org_id = '${org}'`;

export const PLANS: readonly Damage[] = [
  changed("subscriptions", "plan = 'enterprise'", planned),
  changed("subscriptions", `"interval" = 'month'`, planned),
  changed("subscriptions", "anchor = anchor + interval '1 hour'", planned),
  changed("subscriptions", "catalog_version = 99", planned),
  changed("subscriptions", "scheduled_kind = 'cancel', asked_at = anchor", planned),
  changed("subscriptions", "next_month = 2", planned),
  changed("subscriptions", "next_month = 0", planned),
  changed("subscriptions", "first_month = 1", planned),
  changed("subscriptions", "skipped_months = '{0}'", planned),
  changed("subscriptions", "ended_at = anchor + interval '1 day', end_reason = 'set'", planned),
  doubled("subscriptions", planned),
  removed("subscriptions", "a subscription", planned),
  changed("subscription_periods", "catalog_version = 2", planned),
  changed("subscription_periods", "price = price + 1", planned),
  changed("subscription_periods", "credit_amount = credit_amount + 1", planned),
  changed("subscription_periods", "credit_days = 31", planned),
  changed("subscription_periods", "plan = 'free'", planned),
  changed("subscription_periods", "month = 1", planned),
  changed("subscription_periods", "months = 1", planned),
  changed("subscription_periods", "starts_at = starts_at + interval '1 hour'", planned),
  changed("subscription_periods", "ends_at = ends_at - interval '1 day'", planned),
  changed("subscription_periods", "paid_at = NULL", planned),
  changed("subscription_periods", "try_at = now()", planned),
  doubled("subscription_periods", planned),
  removed("subscription_periods", "a period", planned),
  invented("subscription_periods", "a period of nothing", () => ({ subscription_id: NOWHERE }), planned),
  removed("due", "a renewal", (seed) => `${planned(seed)} AND kind = 'renew_subscription'`),
  removed("due", "the credit of a month", (seed) => `${planned(seed)} AND kind = 'credit_subscription'`),
  changed("contracts", "plan = 'pro'", contracted),
  changed("contracts", "state = 'scheduled'", contracted),
  changed("contracts", "starts_at = starts_at - interval '1 day'", contracted),
  changed("contracts", "ends_at = starts_at + interval '10 days'", contracted),
  changed("contracts", "credits = '[]'", contracted),
  changed("contracts", "next_month = 2", contracted),
  doubled("contracts", contracted),
  removed("contracts", "a contract", contracted),
  damage(
    "notices: a notice without work",
    ({ planned: org }) =>
      `INSERT INTO notices VALUES ('${org}', '${NOWHERE}', 'plan.kept', now(), now(), '{}', 'kept')`,
  ),
  damage(
    "due: a notice on a test clock",
    ({ planned: org }) => `INSERT INTO notices VALUES ('${org}', '${NOWHERE}', 'plan.kept', now(), now(), '{}', 'kept');
      INSERT INTO due VALUES ('${org}', 'send_notice', '${NOWHERE}', now(), true)`,
  ),
  changed("organizations", "plan = 'free'", planned),
  changed("organizations", "has_contract = true", planned),
];
