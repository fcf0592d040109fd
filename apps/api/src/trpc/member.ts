import type { Role } from "@scrip/contract/access/roles";

/** A person who is signed in, as procedures know them. */
export interface Member {
  /** A UUID, the id of the actor in the entries that the person makes. */
  readonly id: string;
  readonly name: string;
  /** The person's role in an organization; `null` if they are no member of it. */
  roleIn(orgId: string): Promise<Role | null>;
  /** The organizations of the person. */
  organizations(): Promise<readonly { readonly orgId: string; readonly name: string }[]>;
}
