import { randomUUIDv7 } from "node:crypto";
import { findPersonByEmail } from "@scrip/db/access";
import type { PlatformTx } from "@scrip/db/connection";
import { normalEmail } from "@scrip/domain/access";
import { openPasswords } from "./passwords.ts";

/** A person whom a program creates, without a sign-up. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  /** `null` for a person who does not sign in. */
  readonly password: string | null;
}

/**
 * Creates a person with a verified address and perhaps a password, for the command line and the demo. Safe to repeat: a person
 * with the address stays and gets the password.
 * @param tx a transaction of the platform, as its owner
 * @returns the person's id
 * @source docs/accounts.md#persons-that-programs-create
 */
export async function createPerson(tx: PlatformTx, { name, email, password }: NewPerson): Promise<string> {
  const existing = await findPersonByEmail(tx, email);
  const personId = existing?.id ?? randomUUIDv7();
  if (existing === null)
    await tx.query(
      `INSERT INTO auth."user" (id, name, email, email_verified, created_at, updated_at)
        VALUES ($1, $2, $3, true, now(), now())`,
      [personId, name, normalEmail(email)],
    );
  if (password === null) return personId;
  await tx.query(
    `INSERT INTO auth.account (id, user_id, account_id, provider_id, password, created_at, updated_at)
      VALUES ($1, $2, $2::uuid::text, 'credential', $3, now(), now())
      ON CONFLICT (provider_id, account_id) DO UPDATE SET password = excluded.password, updated_at = now()`,
    [randomUUIDv7(), personId, await openPasswords().hash(password)],
  );
  return personId;
}
