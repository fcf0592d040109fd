import { Link, Outlet } from "@tanstack/react-router";
import { useOrg } from "../data/org.ts";
import { useSettingsPages } from "./settings-pages.ts";

/** The frame of the settings: the list of their pages at the left. On a phone, the list is a page of its own. */
export function SettingsShell() {
  const org = useOrg();
  const pages = useSettingsPages();
  return (
    <div className="flex items-start gap-6 desktop:gap-8">
      <nav aria-label="Settings" className="sticky top-[calc(var(--top)+1.5rem)] w-40 shrink-0 max-tablet:hidden">
        <ul className="flex flex-col gap-0.5">
          {pages.map(({ to, title }) => (
            <li key={to}>
              <Link
                to={to}
                params={{ org: org.id }}
                activeOptions={{ includeSearch: false }}
                className="flex h-8 items-center rounded-base px-2.5 text-14 font-medium text-muted hover:bg-sunken hover:text-text data-[status=active]:bg-sunken data-[status=active]:text-text"
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}
