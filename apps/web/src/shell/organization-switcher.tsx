import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown } from "lucide-react";
import { Menu } from "../components/ui/menu.tsx";
import { useOrg } from "../data/org.ts";
import { useSession } from "../data/session.ts";
import { Mark } from "./mark.tsx";

/** Shows the current organization and switches to another one. */
export function OrganizationSwitcher() {
  const org = useOrg();
  const { organizations } = useSession();
  const navigate = useNavigate();
  const items = organizations.map(({ id, name }) => ({
    key: id,
    label: name,
    isChosen: id === org.id,
    onSelect: () => void navigate({ to: "/o/$org", params: { org: id } }),
  }));
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Organization: ${org.name}`}
          className="flex h-10 w-full min-w-0 items-center gap-2 rounded-base px-1.5 text-left hover:bg-sunken aria-expanded:bg-sunken"
        >
          <Mark />
          <span className="min-w-0 flex-1 truncate text-14 font-strong max-desktop:hidden">{org.name}</span>
          <ChevronsUpDown aria-hidden="true" size={16} strokeWidth={1.75} className="text-muted max-desktop:hidden" />
        </button>
      }
      sections={[{ key: "organizations", label: "Organizations", items }]}
    />
  );
}
