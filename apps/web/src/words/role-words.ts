import type { Role } from "@scrip/domain/access";

/** The roles of members, as the pages name them. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  billing: "Billing",
  member: "Member",
  viewer: "Viewer",
};
