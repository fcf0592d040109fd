import type { Role } from "@scrip/domain/access";
import type { CallOrigin } from "@scrip/usecases/deps";

/** What single sign-on needs to know of organizations. The server puts it together. */
export interface SsoRules {
  /** Whether the organization is open and its plan has single sign-on. */
  isAllowed(orgId: string): Promise<boolean>;
  /** The role of a person in an organization; `null` if they are no member of it. */
  roleOf(orgId: string, personId: string): Promise<Role | null>;
  isOperator(personId: string): Promise<boolean>;
  /** What follows when a person has signed in by the single sign-on of an organization. */
  arrived(arrival: { readonly orgId: string; readonly personId: string; readonly from: CallOrigin }): Promise<unknown>;
}
