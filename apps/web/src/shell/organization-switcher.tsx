import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Plus } from "lucide-react";
import { useState } from "react";
import { late } from "../components/ui/late.tsx";
import { Menu } from "../components/ui/menu.tsx";
import { useWasOpen } from "../components/ui/use-was-open.ts";
import { useOrg } from "../data/org.ts";
import { useSession } from "../data/session.ts";
import { Mark } from "./mark.tsx";

const NewOrganization = late(() => import("./new-organization.tsx").then((module) => module.NewOrganization));

/** Shows the current organization, switches to another one, and makes a new one. */
export function OrganizationSwitcher() {
  const org = useOrg();
  const { organizations, awayOrganizations } = useSession();
  const navigate = useNavigate();
  const lineOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({
    key: id,
    label: name,
    onSelect: () => void navigate({ to: "/o/$org", params: { org: id } }),
  });
  const items = organizations.map((one) => ({ ...lineOf(one), isChosen: one.id === org.id }));
  const away = { key: "away", label: "Cannot be shown at the moment", items: awayOrganizations.map(lineOf) };
  const [isMaking, setIsMaking] = useState(false);
  const wasMaking = useWasOpen(isMaking);
  const make = { key: "new", label: "New organization", icon: Plus, onSelect: () => setIsMaking(true) };
  const menu = (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Organization: ${org.name}`}
          className="flex h-10 w-full min-w-0 max-tablet:w-fit max-tablet:max-w-full items-center gap-2 rounded-base px-1.5 text-left hover:bg-sunken aria-expanded:bg-sunken"
        >
          <Mark />
          <span className="min-w-0 truncate desktop:flex-1 text-14 font-strong tablet:max-desktop:hidden">
            {org.name}
          </span>
          <ChevronsUpDown
            aria-hidden="true"
            size={16}
            strokeWidth={1.75}
            className="shrink-0 text-muted tablet:max-desktop:hidden"
          />
        </button>
      }
      sections={[
        { key: "organizations", label: "Organizations", items },
        ...(awayOrganizations.length > 0 ? [away] : []),
        { key: "new", items: [make] },
      ]}
    />
  );
  return (
    <>
      {menu}
      {wasMaking && <NewOrganization isOpen={isMaking} onClose={() => setIsMaking(false)} />}
    </>
  );
}
