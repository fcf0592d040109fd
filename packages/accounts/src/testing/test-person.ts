import { randomBytes, randomUUIDv7 } from "node:crypto";
import type { Queryable } from "@scrip/db/connection";
import { newToken, SESSION_COOKIE, signedToken, tokenHash } from "../session-token.ts";

/** The secret of every server of the tests, so that they accept each other's cookies. */
export const TEST_SECRET = "a secret of tests, which no server has otherwise";

/** The password of every person that `createTestPerson` creates. */
export const TEST_PASSWORD = "tests have a long password";

/** Its hash, made once: a hash takes as long as the rest of a test. */
const TEST_HASH = "$argon2id$v=19$m=19456,t=2,p=1$Wt0SJrhtVZrbiqsupdxwWA$iPEFXEG+mbWzMELsATxplqEu6xNZxYo/lO8XOpctAAw";

export interface WantedPerson {
  /** A new address if not given. */
  readonly email?: string;
  readonly name?: string;
  /** True if not given. */
  readonly isVerified?: boolean;
}

export interface TestPerson {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Creates a person with an account in the database, as a sign-up and a verified address would leave it. */
export async function createTestPerson(platform: Queryable, wanted: WantedPerson = {}): Promise<TestPerson> {
  const { name = "Ada Lovelace", email = `${randomBytes(6).toString("hex")}@example.com`, isVerified = true } = wanted;
  const personId = randomUUIDv7();
  await platform.query(
    `WITH person AS (
      INSERT INTO auth."user" (id, name, email, email_verified, created_at, updated_at)
        VALUES ($1, $2, $3, $4, now(), now()) RETURNING id)
    INSERT INTO auth.account (id, user_id, account_id, provider_id, password, created_at, updated_at)
      SELECT $5, id, id::text, 'credential', $6, now(), now() FROM person`,
    [personId, name, email, isVerified, randomUUIDv7(), TEST_HASH],
  );
  return { personId, email, name, password: TEST_PASSWORD };
}

/** Opens a session of a person in the database. @returns the header `cookie` of its browser */
export async function openTestSession(
  platform: Queryable,
  personId: string,
  { secret = TEST_SECRET, at = new Date() }: { readonly secret?: string; readonly at?: Date } = {},
): Promise<string> {
  const token = newToken();
  await platform.query(
    `INSERT INTO auth.session (id, user_id, token, expires_at, confirmed_at, created_at, updated_at)
      VALUES ($1, $2, $3, $4::timestamptz + interval '24 hours', $4, $4, $4)`,
    [randomUUIDv7(), personId, tokenHash(token), at],
  );
  return `${SESSION_COOKIE}=${signedToken(token, secret)}`;
}
