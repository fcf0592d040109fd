import { normalEmail } from "@scrip/domain/access";
import type { PlatformSource } from "../../connection/home-source.ts";
import { IS_MADE } from "../../organizations/every-organization.ts";

/** A person whose e-mail address has a text in it. */
export interface PersonByEmail {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Persons whose e-mail address has this text in it, the whole address first. */
export function findPeopleByEmail(platform: PlatformSource, text: string, limit: number): Promise<PersonByEmail[]> {
  return platform.query(
    `SELECT id, name, email FROM auth."user" WHERE strpos(email, $1) > 0 ORDER BY (email = $1) DESC, email LIMIT $2`,
    [normalEmail(text), limit],
  );
}

/** The organizations of some persons, by the platform's index, oldest first. */
export function organizationsOfPeople(
  platform: PlatformSource,
  personIds: readonly string[],
): Promise<{ personId: string; orgId: string; name: string }[]> {
  return platform.query(
    `SELECT person_id AS "personId", org_id AS "orgId", name FROM memberships JOIN organization_registry USING (org_id)
      WHERE person_id = ANY ($1) AND memberships.state = 'member' AND ${IS_MADE} ORDER BY org_id`,
    [personIds],
  );
}
