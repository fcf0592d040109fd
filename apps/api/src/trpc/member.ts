import type { Role } from "@scrip/contract/access/roles";

/** Someone who is signed in: all that procedures know of a person. */
export interface Member {
  /** A UUID; they are the actor of what they do. */
  readonly id: string;
  readonly name: string;
  /** What they are in an organization, `null` where they are no member of it. */
  roleIn(orgId: string): Promise<Role | null>;
  /** The organizations that they are a member of. */
  organizations(): Promise<readonly { readonly orgId: string; readonly name: string }[]>;
}
