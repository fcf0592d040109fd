/** The roles of members, the strongest first. Each organization has exactly one owner. */
export const ROLES = ["owner", "admin", "billing", "member", "viewer"] as const;

/** The role of a member in an organization. */
export type Role = (typeof ROLES)[number];

/** What a permission allows, and who has it. */
export interface PermissionSpec {
  /** Completes "may ...". The docs, the pages and the command line print it. */
  readonly meaning: string;
  /** The roles of members that have it. */
  readonly roles: readonly Role[];
  /**
   * The service keys that can have it as a scope: those of organizations and of the platform, those of the platform only,
   * or none.
   */
  readonly keys: "organization" | "platform" | null;
  /** The scope by which keys have it, if that is not the permission itself. */
  readonly scope?: string;
}

const EVERY_ROLE = ROLES;
const MANAGERS = ["owner", "admin"] as const satisfies readonly Role[];
const PAYERS = ["owner", "admin", "billing"] as const satisfies readonly Role[];

/**
 * Every permission. A procedure of an organization declares the one that it needs, and a caller has it by the role of a
 * member or by the scope of a key.
 * @source docs/rules.md#permissions
 */
export const PERMISSIONS = {
  "ledger:read": { meaning: "read balances, entries and jobs", roles: EVERY_ROLE, keys: "organization" },
  "usage:report": { meaning: "start, settle and end jobs", roles: [], keys: "organization" },
  "holds:write": { meaning: "place, settle, release and void holds", roles: [], keys: "organization" },
  "charges:write": { meaning: "charge without a hold", roles: [], keys: "organization" },
  "grants:write": { meaning: "add credit, revoke and refund it, forgive debts", roles: [], keys: "platform" },
  "ledger:verify": { meaning: "check the ledger against its invariants", roles: [], keys: "platform" },
  "clocks:write": {
    meaning: "set and advance test clocks (never in production)",
    roles: ["owner"],
    keys: "platform",
  },
  "organizations:write": { meaning: "create organizations", roles: [], keys: "platform" },
  "plan:read": { meaning: "see the plan and its limits", roles: EVERY_ROLE, keys: "organization" },
  "plan:write": {
    meaning: "start, change and cancel the plan",
    roles: ["owner", "admin", "billing"],
    keys: "platform",
    scope: "plans:write",
  },
  "plans:write": { meaning: "set the plan of an organization, and its contracts", roles: [], keys: "platform" },
  "entitlements:read": { meaning: "read what the plan allows", roles: EVERY_ROLE, keys: "organization" },
  "entitlements:write": { meaning: "count what the plan limits", roles: [], keys: "organization" },
  "billing:read": { meaning: "see the billing details and payments", roles: PAYERS, keys: null },
  "billing:write": { meaning: "change the billing details, and pay", roles: PAYERS, keys: null },
  "codes:redeem": { meaning: "redeem codes", roles: PAYERS, keys: "organization" },
  "budgets:write": { meaning: "set and remove budgets", roles: PAYERS, keys: "platform" },
  "inbox:use": {
    meaning: "read the notices that the role may see, and choose which of them come by e-mail",
    roles: EVERY_ROLE,
    keys: null,
  },
  "members:read": { meaning: "see the members and invitations", roles: EVERY_ROLE, keys: null },
  "members:write": { meaning: "invite people, change roles and remove members", roles: MANAGERS, keys: null },
  "keys:read": { meaning: "see the service keys", roles: MANAGERS, keys: null },
  "keys:write": { meaning: "create, limit and revoke service keys", roles: MANAGERS, keys: null },
  "webhooks:write": { meaning: "set up webhooks, and read what was sent to them", roles: MANAGERS, keys: null },
  "audit:read": { meaning: "read the audit log", roles: MANAGERS, keys: null },
  "sso:write": { meaning: "set up single sign-on", roles: MANAGERS, keys: null },
  "organization:rename": { meaning: "rename the organization", roles: MANAGERS, keys: null },
  "organization:transfer": { meaning: "make another member the owner", roles: ["owner"], keys: null },
  "organization:close": { meaning: "close the organization", roles: ["owner"], keys: null },
} as const satisfies Record<string, PermissionSpec>;

/** A permission of a caller in an organization. */
export type Permission = keyof typeof PERMISSIONS;

/** A permission that service keys can have by its own name. */
export type Scope = {
  [Each in Permission]: (typeof PERMISSIONS)[Each] extends { keys: null } | { scope: string } ? never : Each;
}[Permission];

const SPECS: Readonly<Record<Permission, PermissionSpec>> = PERMISSIONS;

/** Every scope of service keys. */
export const SCOPES = (Object.keys(PERMISSIONS) as Permission[]).filter(
  (permission): permission is Scope => SPECS[permission].keys !== null && SPECS[permission].scope === undefined,
);

/** The scopes that only the platform's keys can have. */
export const PLATFORM_SCOPES: readonly Scope[] = SCOPES.filter((scope) => SPECS[scope].keys === "platform");

/** The scope by which service keys have a permission; `null` if none can have it. */
export function scopeOf(permission: Permission): Scope | null {
  const { scope = permission } = SPECS[permission];
  return SCOPES.find((each) => each === scope) ?? null;
}

/** Whether a member with this role has the permission. */
export function roleHas(role: Role, permission: Permission): boolean {
  return SPECS[permission].roles.includes(role);
}
