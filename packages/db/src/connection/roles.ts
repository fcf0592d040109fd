import { createHmac } from "node:crypto";

/** The database roles of the processes, all lesser than the owner of the tables. */
export const ROLES = { app: "scrip_app", worker: "scrip_worker", verify: "scrip_verify" } as const;

/** The role that the app and the worker take for the batches of the ledger; nobody signs in as it. */
export const LEDGER_ROLE = "scrip_ledger";

export type Role = keyof typeof ROLES;

/** The address that each role signs in with. */
export type RoleUrls = Readonly<Record<Role, string>>;

/**
 * The roles' addresses of the owner's database, for `APP_DATABASE_URL` and the like when they are not given.
 * Their passwords follow from the owner's, so nothing needs to be stored, and all processes agree.
 */
export function roleUrls(ownerUrl: string): RoleUrls {
  const secret = ownerSecret(new URL(ownerUrl));
  const urlOf = (role: Role) => {
    const password = createHmac("sha256", secret).update(`scrip role ${ROLES[role]}`).digest("base64url");
    return withLogin(new URL(ownerUrl), ROLES[role], password);
  };
  return { app: urlOf("app"), worker: urlOf("worker"), verify: urlOf("verify") };
}

/** Who an address signs in as, and with which password; empty where it does not say. */
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
  // An owner without a password is let in by the server's own rules (`trust`, a certificate, a socket's peer).
  // What is derived from the bare address can be worked out by anybody who knows it, so there the same rules
  // must guard the roles, or their addresses must be given. The database's name is left out: roles belong to
  // the whole server, and two databases on it must agree.
  return `${user}@${url.host}${url.searchParams.get("host") ?? ""}`;
}

function withLogin(url: URL, user: string, password: string): string {
  url.searchParams.delete("user");
  url.searchParams.delete("password");
  if (url.hostname === "") {
    // An address of a socket has no place for a login before its host.
    url.searchParams.set("user", user);
    url.searchParams.set("password", password);
    return url.href;
  }
  url.username = user;
  url.password = password;
  return url.href;
}
