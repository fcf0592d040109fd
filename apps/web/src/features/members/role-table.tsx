import { PERMISSIONS, type Permission, type PermissionSpec, ROLES, type Role } from "@scrip/domain/access";
import { PERMISSION_MEANINGS } from "@scrip/domain/access/meanings";
import { Check } from "lucide-react";
import { ROLE_TITLES } from "../../words/role-words.ts";

const SPECS: Readonly<Record<Permission, PermissionSpec>> = PERMISSIONS;

/** The permissions of members. Test clocks are for development servers only. */
const OF_MEMBERS = (Object.keys(PERMISSIONS) as Permission[]).filter(
  (permission) => SPECS[permission].roles.length > 0 && permission !== "clocks:write",
);

/** What each role may do: the table by which the server decides. */
export function RoleTable() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard
    <section className="relative overflow-x-auto" aria-label="Permissions of the roles" tabIndex={0}>
      <table className="w-full min-w-88 text-13 tablet:min-w-128">
        <thead>
          <tr className="border-b border-line text-muted">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              May
            </th>
            {ROLES.map((role) => (
              <th
                key={role}
                scope="col"
                className="w-12 px-0.5 py-2 text-center text-12 font-medium tablet:w-18 tablet:px-2 tablet:text-13"
              >
                {ROLE_TITLES[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {OF_MEMBERS.map((permission) => (
            <tr key={permission}>
              <th scope="row" className="py-2 pr-1 pl-4 text-left font-regular first-letter:uppercase">
                {PERMISSION_MEANINGS[permission]}
              </th>
              {ROLES.map((role) => (
                <td key={role} className="px-0.5 py-2 text-center">
                  <Mark has={SPECS[permission].roles.includes(role)} role={role} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Mark({ has }: { readonly has: boolean; readonly role: Role }) {
  return has ? (
    <>
      <Check aria-hidden="true" size={16} strokeWidth={2} className="mx-auto text-good" />
      <span className="sr-only">yes</span>
    </>
  ) : (
    <span className="text-muted">
      <span aria-hidden="true">–</span>
      <span className="sr-only">no</span>
    </span>
  );
}
