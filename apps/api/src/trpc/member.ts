import type { Memberships, PersonSession } from "@scrip/db/access";
import type { Role } from "@scrip/domain/access";

/** A person who is signed in, as procedures know them. */
export interface Member {
  /** A UUID, the id of the actor in the entries that the person makes. */
  readonly id: string;
  readonly name: string;
  /** The session of the request. */
  readonly session: PersonSession;
  /** The person's role in an organization; `null` if they are no member of it. */
  roleIn(orgId: string): Promise<Role | null>;
  /** The organizations of the person. */
  organizations(): Promise<Memberships>;
}
