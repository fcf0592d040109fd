import { createHmac } from "node:crypto";

/** The database roles of the processes, all with fewer rights than the owner of the tables. */
export const ROLES = { app: "scrip_app", worker: "scrip_worker", verify: "scrip_verify" } as const;

/** The role that the app and the worker set for batches of the ledger; it cannot log in. */
export const LEDGER_ROLE = "scrip_ledger";

export type Role = keyof typeof ROLES;

/** The name of each role in one home. */
export type RoleNames = Readonly<Record<Role, string>>;

/** The roles of the platform's home, if it is not in the schema of the organizations' home. */
export const PLATFORM_ROLES: RoleNames = {
  app: "scrip_platform_app",
  worker: "scrip_platform_worker",
  verify: "scrip_platform_verify",
};

/** The address with which each role logs in. */
export type RoleUrls = Readonly<Record<Role, string>>;

/**
 * Derives the addresses of the roles from that of the owner, for `APP_DATABASE_URL` and the like if they are not set.
 * Passwords are derived from the owner's, so none is stored, and all processes agree.
 */
export function roleUrls(ownerUrl: string, names: RoleNames = ROLES): RoleUrls {
  const secret = ownerSecret(new URL(ownerUrl));
  const urlOf = (role: Role) => {
    const password = createHmac("sha256", secret).update(`scrip role ${names[role]}`).digest("base64url");
    return withLogin(new URL(ownerUrl), names[role], password);
  };
  return { app: urlOf("app"), worker: urlOf("worker"), verify: urlOf("verify") };
}

/** The user and the password in an address; empty if it has none. */
export function loginOf(url: string): { user: string; password: string } {
  const { username, password, searchParams } = new URL(url);
  return {
    user: searchParams.get("user") ?? decodeURIComponent(username),
    password: searchParams.get("password") ?? decodeURIComponent(password),
  };
}

function ownerSecret(url: URL): string {
  const { user, password } = loginOf(url.href);
  if (password !== "") return password;
  // The server's own rules (`trust`, a certificate, a socket's peer) let in an owner without a password. Anyone who
  // knows the address can derive these passwords, so the same rules must guard the roles, or their addresses must be
  // set. The name of the database is left out: roles belong to the whole server, and two databases on it must agree.
  return `${user}@${url.host}${url.searchParams.get("host") ?? ""}`;
}

/** The address with this login in place of its own. */
export function withLogin(url: URL, user: string, password: string): string {
  url.searchParams.delete("user");
  url.searchParams.delete("password");
  if (url.hostname === "") {
    // The address of a socket has no place for a login before its host.
    url.searchParams.set("user", user);
    url.searchParams.set("password", password);
    return url.href;
  }
  url.username = user;
  url.password = password;
  return url.href;
}
