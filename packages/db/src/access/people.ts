import { normalEmail } from "@scrip/domain/access";
import type { InHome } from "../connection/home-source.ts";

/** A person with an account. */
export interface Person {
  /** A UUID. */
  readonly id: string;
  readonly name: string;
  /** In the form of `normalEmail`. */
  readonly email: string;
  readonly isVerified: boolean;
  readonly hasTwoFactor: boolean;
  readonly createdAt: Date;
}

const COLUMNS = `id, name, email, email_verified AS "isVerified", two_factor_enabled AS "hasTwoFactor",
  created_at AS "createdAt"`;

/** Finds persons by their ids, in one look-up. An id without a person is not in the map. */
export async function findPeople(
  platform: InHome<"platform">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const rows = await platform.query<Person[]>(`SELECT ${COLUMNS} FROM auth."user" WHERE id = ANY ($1)`, [ids]);
  return new Map(rows.map((person) => [person.id, person]));
}

/** Finds the person of an e-mail address, in whatever case the address is written; `null` if there is none. */
export async function findPersonByEmail(platform: InHome<"platform">, email: string): Promise<Person | null> {
  const [person] = await platform.query<Person[]>(`SELECT ${COLUMNS} FROM auth."user" WHERE email = $1`, [
    normalEmail(email),
  ]);
  return person ?? null;
}

/**
 * Erases what names a person and lets them sign in. The row stays with its id, which entries and audit logs have. Safe
 * to repeat.
 */
export async function erasePerson(tx: InHome<"platform">, personId: string): Promise<void> {
  await tx.query("DELETE FROM auth.session WHERE user_id = $1", [personId]);
  await tx.query("DELETE FROM auth.account WHERE user_id = $1", [personId]);
  await tx.query("DELETE FROM auth.two_factor WHERE user_id = $1", [personId]);
  await tx.query("DELETE FROM auth.used_code WHERE user_id = $1", [personId]);
  await tx.query("DELETE FROM auth.verification WHERE value = $1", [personId]);
  await tx.query("UPDATE auth_events SET address = NULL, user_agent = NULL WHERE person_id = $1", [personId]);
  await tx.query(
    `UPDATE auth."user" SET name = 'Erased person', email = 'erased+' || id || '@invalid', email_verified = false,
        two_factor_enabled = false, image = NULL, updated_at = now() WHERE id = $1`,
    [personId],
  );
}
