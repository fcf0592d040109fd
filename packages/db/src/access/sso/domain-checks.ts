import type { InHome, PlatformSource, PlatformTx } from "../../connection/home-source.ts";

/** The organization that has the claim on a domain; `null` if none has. */
export async function organizationOfDomain(platform: InHome<"platform">, domain: string): Promise<string | null> {
  const [claim] = await platform.query<{ orgId: string }[]>(
    `SELECT org_id AS "orgId" FROM sso_domains WHERE domain = $1 AND is_proved`,
    [domain],
  );
  return claim?.orgId ?? null;
}

/** Has the worker look up the records of these domains again, from tomorrow on. Safe to repeat. */
export async function checkDomainsDaily(tx: PlatformTx, domains: readonly string[]): Promise<void> {
  await tx.query(
    `INSERT INTO platform_due (kind, ref, due_at)
      SELECT 'check_domain', domain, clock_timestamp() + interval '1 day' FROM unnest($1::text[]) AS domain
      ON CONFLICT DO NOTHING`,
    [domains],
  );
}

/** Puts the next look-up of a domain off until tomorrow. */
export async function checkDomainTomorrow(tx: PlatformTx, domain: string): Promise<void> {
  await tx.query(
    `UPDATE platform_due SET due_at = clock_timestamp() + interval '1 day', tries = 0, problem = NULL
      WHERE kind = 'check_domain' AND ref = $1 AND parked_at IS NULL`,
    [domain],
  );
}

/** Ends the look-ups of a domain that no organization has proved any more. */
export async function endDomainChecks(platform: PlatformSource, domain: string): Promise<void> {
  await platform.query("DELETE FROM platform_due WHERE kind = 'check_domain' AND ref = $1", [domain]);
}
