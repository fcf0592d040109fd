import { Link, Navigate } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useIsPhone } from "../components/ui/use-media.ts";
import { useOrg } from "../data/org.ts";
import { SETTINGS_PAGES, useSettingsPages } from "./settings-pages.ts";

const [FIRST] = SETTINGS_PAGES;

/** The start of the settings: the list of their pages on a phone, and the first page where the list is beside it. */
export function SettingsIndex() {
  const org = useOrg();
  const pages = useSettingsPages();
  const isPhone = useIsPhone();
  if (!isPhone) return <Navigate to={FIRST.to} params={{ org: org.id }} replace />;
  return (
    <nav aria-label="Settings" className="card overflow-clip">
      <ul className="divide-y divide-line">
        {pages.map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ org: org.id }}
              className="flex h-12 items-center gap-3 px-4 text-14 font-medium -outline-offset-2 hover:bg-sunken"
            >
              <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate">{title}</span>
              <ChevronRight aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
