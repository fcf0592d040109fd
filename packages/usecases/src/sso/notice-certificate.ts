import { X509Certificate } from "node:crypto";
import { readSsoSettings } from "@scrip/db/access";
import { type Homes, inOrganization } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { writeNotice } from "../notices/write-notice.ts";

/** How long before the end of a certificate people are notified. */
const NOTICE_MS = 30 * 86_400_000;

/**
 * Notifies the administrators once if the last certificate of the SAML identity provider expires within 30 days: after that
 * nobody signs in by it. Safe to repeat, since the key of the notice is the end of the certificate.
 * @param now milliseconds since 1970
 * @source docs/sso.md#saml
 */
export async function noticeCertificate(
  { organizations }: Pick<Homes, "organizations">,
  { orgId, domain }: { readonly orgId: string; readonly domain: string },
  now: number,
): Promise<void> {
  const { samlConfig } = await readSsoSettings(organizations, orgId);
  const expiry = samlConfig === null ? null : lastExpiry(samlConfig);
  if (expiry === null || expiry - NOTICE_MS > now) return;
  const expiresAt = new Date(expiry).toISOString();
  await inOrganization(organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    if (organization === null) return;
    const data = { domain, expiresAt };
    await writeNotice(
      tx,
      organization,
      { kind: "sso.certificate_expiring", data },
      { key: `certificate ${expiresAt}` },
    );
  });
}

/** The end of the certificate that ends last, in a configuration that was checked when it was stored; `null` without one. */
export function lastExpiry(samlConfig: string): number | null {
  const { idpMetadata } = JSON.parse(samlConfig) as { readonly idpMetadata: { readonly metadata: string } };
  const found = idpMetadata.metadata.matchAll(/<(?:[\w-]+:)?X509Certificate[^>]*>([^<]+)</g);
  const ends = [...found].map(([, base64 = ""]) => new X509Certificate(Buffer.from(base64, "base64")).validToDate);
  return ends.length === 0 ? null : Math.max(...ends.map((end) => end.getTime()));
}
