import { hash } from "node:crypto";
import type { InHome } from "../connection/home-source.ts";

/** A code of an authenticator is right for a minute and a half. After this time it may occur again. */
const KEPT = "5 minutes";

/**
 * Claims a code of a person's authenticator.
 * @returns whether this is the first use of the code
 */
export async function claimCode(
  platform: InHome<"platform">,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const codeHash = hash("sha256", `${personId} ${code}`, "buffer");
  const rows = await platform.query<unknown[]>(
    `WITH forgotten AS (
      DELETE FROM auth.used_code WHERE user_id = $1 AND used_at < $3::timestamptz - interval '${KEPT}'
        AND code_hash <> $2)
    INSERT INTO auth.used_code AS u (user_id, code_hash, used_at) VALUES ($1, $2, $3)
      ON CONFLICT (user_id, code_hash) DO UPDATE SET used_at = excluded.used_at
        WHERE u.used_at < excluded.used_at - interval '${KEPT}'
      RETURNING user_id`,
    [personId, codeHash, now],
  );
  return rows.length === 1;
}
