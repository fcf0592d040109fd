import type { Page } from "./pages.ts";
import type { SETTINGS_PAGES } from "./settings-pages.ts";

/**
 * Other words for each page, for the command menu: also those of other products. They are loaded with the menu, since
 * the first page needs none of them.
 */
export const PAGE_WORDS: Readonly<Record<Page["title"], string>> = {
  Overview: "home dashboard balance credit wallet runway",
  Jobs: "runs workloads instances tasks compute gpu",
  Usage:
    "cost explorer costs spend spending consumption breakdown by project by member by resource by day chart report",
  "Endpoints and storage": "deployments inference serving volumes disks gigabytes gb",
  Activity: "history transactions ledger entries usage events",
  Credits:
    "grants balance add credits buy credits top up automatic top-up auto recharge redeem code promotional paid expiry burn order",
  Plan: "subscription upgrade to pro downgrade cancel enterprise pricing limits manage subscription billing portal tier",
  Payments: "payment history transactions paid charges refunds disputes receipts download invoice billing portal card",
  Invoices: "download invoice receipts credit notes documents pdf bills vat tax refunds billing portal",
  Statements: "monthly statement month accounting bookkeeping reconcile balance sheet billing portal period",
  Settings: "preferences configuration administration manage",
};

/** Other words for each page of the settings. */
export const SETTINGS_WORDS: Readonly<Record<(typeof SETTINGS_PAGES)[number]["title"], string>> = {
  Organization: "general workspace team account name id plan rename close delete",
  Members: "people team users roles permissions invite invitations seats",
  Billing: "billing portal payment method credit card subscription plan top up payments invoices receipts statements",
  "Billing details": "address invoice company name vat number tax id gst billing email receipt",
  "Payment methods": "billing card credit card bank account default expiry add remove billing portal manage cards sepa",
  "Service keys": "api keys tokens secrets scopes ceiling limit spend budget services",
  Budgets: "budget cap limit spend spending alert threshold quota ceiling project member month day cost control",
  Alerts: "notifications notify e-mail email mails unsubscribe threshold low balance warning preferences",
  Webhooks: "webhook events endpoint callback notifications signing secret",
  "Single sign-on": "sso saml oidc openid okta entra azure google workspace identity provider domains login enforce",
  "Audit log": "security log events history activity who did what denied compliance",
};
