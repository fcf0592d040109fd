import { Link } from "@tanstack/react-router";
import { useOrg } from "../data/org.ts";
import { HOME, PAGES } from "./pages.ts";

/** The links to the pages on a phone, within reach of a thumb. */
export function BottomBar() {
  const org = useOrg();
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] tablet:hidden"
    >
      <ul className="flex">
        {PAGES.map(({ to, title, icon: Icon }) => (
          <li key={to} className="flex-1">
            <Link
              to={to}
              params={{ org: org.id }}
              activeOptions={{ exact: to === HOME.to, includeSearch: false }}
              className="flex h-14 flex-col items-center justify-center gap-1 text-12 font-medium text-muted -outline-offset-2 data-[status=active]:text-accent"
            >
              <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
