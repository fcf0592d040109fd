import { Link } from "@tanstack/react-router";
import { Tooltip } from "../components/ui/tooltip.tsx";
import { useMedia } from "../components/ui/use-media.ts";
import { useOrg } from "../data/org.ts";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { BILLING_PAGES, HOME, maySee, type Page, SETTINGS, WORK_PAGES } from "./pages.ts";

/**
 * The links to the pages at the left: icons with words, or only icons on a tablet. A phone has the bottom bar instead.
 */
export function Rail() {
  const { role } = useOrg();
  return (
    <div className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-4 border-r border-line p-2 tablet:flex desktop:w-(--rail)">
      <OrganizationSwitcher />
      <nav aria-label="Pages" className="flex min-h-0 flex-1 flex-col">
        <ul className="flex flex-1 flex-col gap-0.5 overflow-y-auto">
          {WORK_PAGES.map((page) => (
            <li key={page.to}>
              <RailLink page={page} />
            </li>
          ))}
          <li>
            <RailHeading id="rail-billing">Billing</RailHeading>
            <ul aria-labelledby="rail-billing" className="flex flex-col gap-0.5">
              {BILLING_PAGES.filter((page) => maySee(page, role)).map((page) => (
                <li key={page.to}>
                  <RailLink page={page} />
                </li>
              ))}
            </ul>
          </li>
          <li className="mt-auto pt-4">
            <RailLink page={SETTINGS} />
          </li>
        </ul>
      </nav>
    </div>
  );
}

/** The name of a group of pages; a line where the rail has only icons. */
function RailHeading({ id, children }: { readonly id: string; readonly children: string }) {
  return (
    <div className="mt-3 mb-1 px-2.5 text-12 font-medium text-muted max-desktop:mx-2.5 max-desktop:border-t max-desktop:border-line max-desktop:px-0">
      <span id={id} className="max-desktop:sr-only">
        {children}
      </span>
    </div>
  );
}

function RailLink({ page: { to, title, icon: Icon } }: { readonly page: Page }) {
  const org = useOrg();
  const isNarrow = useMedia("(width < 69rem)");
  const link = (
    <Link
      to={to}
      params={{ org: org.id }}
      activeOptions={{ exact: to === HOME.to, includeSearch: false }}
      className="flex h-9 items-center gap-3 rounded-base px-2.5 text-14 font-medium text-muted hover:bg-sunken hover:text-text data-[status=active]:bg-sunken data-[status=active]:text-text"
    >
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0" />
      <span className="max-desktop:sr-only">{title}</span>
    </Link>
  );
  return isNarrow ? (
    <Tooltip content={title} isName>
      {link}
    </Tooltip>
  ) : (
    link
  );
}
