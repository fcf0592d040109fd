import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { Drawer } from "../components/ui/drawer.tsx";
import { useOrg } from "../data/org.ts";
import { MORE_PAGES, maySee, SETTINGS } from "./pages.ts";
import { useSettingsPages } from "./settings-pages.ts";

/** The sheet of a phone with the pages that the bottom bar has no room for. */
export function MorePages({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { role } = useOrg();
  const pages = useSettingsPages();
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title="More">
      <div className="flex flex-col gap-4">
        <Pages label="Billing" pages={MORE_PAGES.filter((page) => maySee(page, role))} onClose={onClose} />
        <Pages label={SETTINGS.title} pages={pages} onClose={onClose} />
      </div>
    </Drawer>
  );
}

interface PagesProps {
  readonly label: string;
  readonly pages: readonly { readonly to: string; readonly title: string; readonly icon: LucideIcon }[];
  readonly onClose: () => void;
}

function Pages({ label, pages, onClose }: PagesProps) {
  const org = useOrg();
  return (
    <nav aria-label={label}>
      <h2 className="mb-1 text-13 font-medium text-muted">{label}</h2>
      <ul className="-mx-2 flex flex-col gap-0.5">
        {pages.map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ org: org.id }}
              onClick={onClose}
              className="flex h-11 items-center gap-3 rounded-base px-2 text-14 font-medium hover:bg-sunken data-[status=active]:bg-sunken"
            >
              <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-muted" />
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
