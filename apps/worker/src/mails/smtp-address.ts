/** Where and how the worker reaches the mail server. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** `whole`: TLS from the start. `upgrade`: STARTTLS, and no mail without it. `none`: plain text. */
  readonly tls: "whole" | "upgrade" | "none";
  readonly login: { readonly user: string; readonly pass: string } | null;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1"]);
const PORTS = { whole: 465, upgrade: 587, none: 25 } as const;

/**
 * Parses the address of a mail server: `smtps://user:password@host` with TLS from the start, `smtp://user:password@host`
 * with STARTTLS. Without TLS it talks only to this machine, or with `?tls=none` to a server on a network of its own.
 * @returns `null` for anything else
 */
export function parseSmtpAddress(text: string): SmtpAddress | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, search } = new URL(text);
  if ((protocol !== "smtp:" && protocol !== "smtps:") || hostname === "" || !["", "/"].includes(pathname)) return null;
  if (search !== "" && (search !== "?tls=none" || protocol === "smtps:")) return null;
  const host = hostname.replace(/^\[|\]$/g, "");
  const isPlain = search !== "" || (protocol === "smtp:" && LOOPBACK.has(host));
  const tls = protocol === "smtps:" ? "whole" : isPlain ? "none" : "upgrade";
  const login = username === "" ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return { host, port: port === "" ? PORTS[tls] : Number(port), tls, login };
}
