import { isIP } from "node:net";
import type { AddressRules } from "../../outside/address-rules.ts";
import { isPublicAddress } from "../../outside/public-address.ts";

const LONGEST = 2000;

/**
 * Checks the address of a webhook, before its name is resolved. The connection checks the resolved addresses again.
 * @returns the address as a URL, or what is wrong with it
 * @source docs/webhooks.md#addresses
 */
export function webhookAddress(text: string, { allowsPlain, allowsPrivate }: AddressRules): URL | string {
  const url = URL.canParse(text) && text.length <= LONGEST ? new URL(text) : null;
  if (url === null || url.hostname === "") return "must be an address such as https://example.com/webhooks";
  if (url.protocol !== "https:" && !(allowsPlain && url.protocol === "http:")) return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must not contain a name or a password";
  const host = hostOf(url);
  const isPrivate = isIP(host) === 0 ? isLocalName(host) : !isPublicAddress(host);
  if (isPrivate && !allowsPrivate) return "must not be a private address";
  url.hash = "";
  return url;
}

/** The host of a URL; an IPv6 address without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** RFC 6761: such names are never on the public internet. */
function isLocalName(host: string): boolean {
  return /(^|\.)localhost\.?$/i.test(host);
}
