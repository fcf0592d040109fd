import { domainToASCII } from "node:url";
import { parse } from "tldts";

/**
 * Reads the name of a domain that an administrator typed.
 * @returns lower-case ASCII, and whether it is a domain of its own: not a public suffix, such as `co.uk` or `github.io`,
 *   whose names belong to many; `null` for a text that is no domain
 */
export function readDomain(text: string): { readonly domain: string; readonly isOwn: boolean } | null {
  const name = text.trim().replace(/\.$/, "");
  if (/[\s/\\@:?#[\]%]/.test(name)) return null;
  const domain = domainToASCII(name);
  const { hostname, isIp, publicSuffix, domain: registrable } = parse(domain, { allowPrivateDomains: true });
  if (hostname !== domain || domain.length > 253 || isIp === true || !domain.includes(".")) return null;
  return { domain, isOwn: registrable !== null && publicSuffix !== domain };
}
