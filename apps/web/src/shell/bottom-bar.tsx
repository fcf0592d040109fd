import { Link, useLocation } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { late } from "../components/ui/late.tsx";
import { useWasOpen } from "../components/ui/use-was-open.ts";
import { useOrg } from "../data/org.ts";
import { BAR_PAGES, HOME } from "./pages.ts";

const MorePages = late(() => import("./more-pages.tsx").then((module) => module.MorePages));

const ITEM =
  "flex h-14 w-full flex-col items-center justify-center gap-1 text-12 font-medium text-muted -outline-offset-2 " +
  "data-[status=active]:text-accent";

/** The links to the pages on a phone, within reach of a thumb. */
export function BottomBar() {
  const org = useOrg();
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] tablet:hidden"
    >
      <ul className="flex">
        {BAR_PAGES.map(({ to, title, icon: Icon }) => (
          <li key={to} className="flex-1">
            <Link
              to={to}
              params={{ org: org.id }}
              activeOptions={{ exact: to === HOME.to, includeSearch: false }}
              className={ITEM}
            >
              <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
              {title}
            </Link>
          </li>
        ))}
        <li className="flex-1">
          <More />
        </li>
      </ul>
    </nav>
  );
}

const IS_BEHIND_MORE = /^\/o\/[^/]+\/(?:settings|credits|plan)(?:\/|$)/;

/** The pages that the bar has no room for, in a sheet. */
function More() {
  const [isOpen, setIsOpen] = useState(false);
  const wasOpen = useWasOpen(isOpen);
  const isThere = useLocation({ select: ({ pathname }) => IS_BEHIND_MORE.test(pathname) });
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-status={isThere ? "active" : undefined}
        onClick={() => setIsOpen(true)}
        className={ITEM}
      >
        <Ellipsis aria-hidden="true" size={20} strokeWidth={1.75} />
        More
      </button>
      {wasOpen && <MorePages isOpen={isOpen} onClose={() => setIsOpen(false)} />}
    </>
  );
}
