/** The roles of members, the strongest first. Each organization has exactly one owner. */
export const ROLES = ["owner", "admin", "billing", "member", "viewer"] as const;

/** The role of a member in an organization. */
export type Role = (typeof ROLES)[number];

/** Who has a permission. `permission-meanings.ts` says what it allows. */
export interface PermissionSpec {
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
  "ledger:read": { roles: EVERY_ROLE, keys: "organization" },
  "usage:report": { roles: [], keys: "organization" },
  "holds:write": { roles: [], keys: "organization" },
  "charges:write": { roles: [], keys: "organization" },
  "grants:write": { roles: [], keys: "platform" },
  "ledger:verify": { roles: [], keys: "platform" },
  "clocks:write": {
    roles: ["owner"],
    keys: "platform",
  },
  "organizations:write": { roles: [], keys: "platform" },
  "plan:read": { roles: EVERY_ROLE, keys: "organization" },
  "plan:write": {
    roles: ["owner", "admin", "billing"],
    keys: "platform",
    scope: "plans:write",
  },
  "plans:write": { roles: [], keys: "platform" },
  "entitlements:read": { roles: EVERY_ROLE, keys: "organization" },
  "entitlements:write": { roles: [], keys: "organization" },
  "billing:read": { roles: PAYERS, keys: null },
  "billing:write": { roles: PAYERS, keys: null },
  "codes:redeem": { roles: PAYERS, keys: "organization" },
  "budgets:write": { roles: PAYERS, keys: "platform" },
  "inbox:use": {
    roles: EVERY_ROLE,
    keys: null,
  },
  "members:read": { roles: EVERY_ROLE, keys: null },
  "members:write": { roles: MANAGERS, keys: null },
  "keys:read": { roles: MANAGERS, keys: null },
  "keys:write": { roles: MANAGERS, keys: null },
  "webhooks:write": { roles: MANAGERS, keys: null },
  "audit:read": { roles: MANAGERS, keys: null },
  "sso:write": { roles: MANAGERS, keys: null },
  "organization:rename": { roles: MANAGERS, keys: null },
  "organization:transfer": { roles: ["owner"], keys: null },
  "organization:close": { roles: ["owner"], keys: null },
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
