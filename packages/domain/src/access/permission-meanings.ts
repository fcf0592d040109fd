import type { Permission } from "./permissions.ts";

/**
 * What each permission allows: a text that completes "may ...". The docs, the pages and refusals print it. It lies apart from
 * the permissions, which every page needs at once.
 */
export const PERMISSION_MEANINGS: Readonly<Record<Permission, string>> = {
  "ledger:read": "read balances, entries and jobs",
  "usage:report": "start, settle and end jobs",
  "holds:write": "place, settle, release and void holds",
  "charges:write": "charge without a hold",
  "grants:write": "add credit, revoke and refund it, forgive debts",
  "ledger:verify": "check the ledger against its invariants",
  "clocks:write": "set and advance test clocks (never in production)",
  "organizations:write": "create organizations",
  "plan:read": "see the plan and its limits",
  "plan:write": "start, change and cancel the plan",
  "plans:write": "set the plan of an organization, and its contracts",
  "entitlements:read": "read what the plan allows",
  "entitlements:write": "count what the plan limits",
  "billing:read": "see the billing details and payments",
  "billing:write": "change the billing details, and pay",
  "codes:redeem": "redeem codes",
  "budgets:write": "set and remove budgets",
  "inbox:use": "read the notices that the role may see, and choose which of them come by e-mail",
  "members:read": "see the members and invitations",
  "members:write": "invite people, change roles and remove members",
  "keys:read": "see the service keys",
  "keys:write": "create, limit and revoke service keys",
  "webhooks:write": "set up webhooks and read their log",
  "audit:read": "read the audit log",
  "sso:write": "set up single sign-on",
  "organization:rename": "rename the organization",
  "organization:transfer": "make another member the owner",
  "organization:close": "close the organization",
};
