import type { InHome } from "../connection/home-source.ts";

/** A session of a person who is signed in. */
export interface PersonSession {
  readonly id: string;
  /** The hash of its token. */
  readonly tokenHash: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly isVerified: boolean;
  readonly hasTwoFactor: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When the person last showed the password, or the second factor. */
  readonly confirmedAt: Date;
  /** Whether the person showed a second factor in this session. */
  readonly withSecondFactor: boolean;
}

/** Finds the sessions with these hashes of tokens that are open now, in one look-up. */
export async function findSessions(
  platform: InHome<"platform">,
  tokenHashes: readonly string[],
  now: Date,
): Promise<readonly PersonSession[]> {
  return platform.query(
    `SELECT s.id, s.token AS "tokenHash", s.user_id AS "personId", u.name, u.email, u.email_verified AS "isVerified",
        u.two_factor_enabled AS "hasTwoFactor", s.created_at AS "createdAt", s.expires_at AS "expiresAt",
        s.confirmed_at AS "confirmedAt", s.with_second_factor AS "withSecondFactor"
      FROM auth.session s JOIN auth."user" u ON u.id = s.user_id
      WHERE s.token = ANY ($1) AND s.expires_at > $2`,
    [tokenHashes, now],
  );
}

/** Moves the end of an idle session. A session that was revoked meanwhile stays so. */
export async function keepSession(platform: InHome<"platform">, id: string, expiresAt: Date, now: Date): Promise<void> {
  await platform.query(
    "UPDATE auth.session SET expires_at = $2, updated_at = $3 WHERE id = $1 AND expires_at > $3 AND expires_at < $2",
    [id, expiresAt, now],
  );
}

/** Notes that the person of a session has shown a second factor in it. @returns the id of the session */
export async function markSecondFactor(platform: InHome<"platform">, tokenHash: string): Promise<string | undefined> {
  const [[row]] = await platform.query<[{ readonly id: string }[], number]>(
    "UPDATE auth.session SET with_second_factor = true WHERE token = $1 RETURNING id",
    [tokenHash],
  );
  return row?.id;
}

/** Gives a session a new token, after its person has shown the password or the second factor again. */
export async function renewSession(
  platform: InHome<"platform">,
  id: string,
  tokenHash: string,
  now: Date,
): Promise<void> {
  await platform.query("UPDATE auth.session SET token = $2, confirmed_at = $3, updated_at = $3 WHERE id = $1", [
    id,
    tokenHash,
    now,
  ]);
}

/** A session as its person sees it in a list. */
export interface ListedSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** Lists the open sessions of a person, the newest first. */
export async function listSessions(
  platform: InHome<"platform">,
  personId: string,
  now: Date,
): Promise<readonly ListedSession[]> {
  return platform.query(
    `SELECT id, created_at AS "createdAt", updated_at AS "seenAt", expires_at AS "expiresAt",
        nullif(ip_address, '') AS address, nullif(user_agent, '') AS "userAgent"
      FROM auth.session WHERE user_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id LIMIT 100`,
    [personId, now],
  );
}

/** Ends sessions of a person: those with these ids, or all. @returns the ids of the ended ones */
export async function endSessions(
  platform: InHome<"platform">,
  personId: string,
  which: { readonly only?: readonly string[]; readonly except?: string } = {},
): Promise<readonly string[]> {
  const [rows] = await platform.query<[{ readonly id: string }[], number]>(
    `DELETE FROM auth.session WHERE user_id = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2)) AND id IS DISTINCT FROM $3
      RETURNING id`,
    [personId, which.only ?? null, which.except ?? null],
  );
  return rows.map(({ id }) => id);
}
