import { Link, useLocation } from "@tanstack/react-router";
import { ChevronRight, CircleHelp, Search } from "lucide-react";
import { IconButton } from "../components/ui/button.tsx";
import { Kbd } from "../components/ui/kbd.tsx";
import { late } from "../components/ui/late.tsx";
import { useIsPhone } from "../components/ui/use-media.ts";
import { useOrg } from "../data/org.ts";
import { BalanceChip } from "./balance-chip.tsx";
import { COMMAND_KEYS } from "./keys.ts";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { usePageTitle } from "./page-title.ts";
import { PersonMenu } from "./person-menu.tsx";

const InboxBell = late(() => import("./inbox-bell.tsx").then((module) => module.InboxBell), { isNeeded: false });

interface TopBarProps {
  readonly onCommands: () => void;
  readonly onHelp: () => void;
}

/** The title of the page and the controls of every page: balance, commands, help and the person's menu. */
export function TopBar(props: TopBarProps) {
  const isPhone = useIsPhone();
  return (
    <div className="border-b border-line bg-surface">
      {isPhone && (
        <div className="flex h-(--phone-bar) items-center gap-1 px-2">
          <div className="min-w-0 flex-1">
            <OrganizationSwitcher />
          </div>
          <Controls {...props} />
        </div>
      )}
      <div className="flex h-(--bar) items-center gap-2 px-4 tablet:px-6">
        <Heading />
        <BalanceChip />
        {!isPhone && <Controls {...props} />}
      </div>
    </div>
  );
}

function Controls({ onCommands, onHelp }: TopBarProps) {
  return (
    <>
      <button
        type="button"
        onClick={onCommands}
        aria-keyshortcuts="Control+K Meta+K"
        className="hidden h-8 items-center gap-2 rounded-base border border-line bg-raised px-2.5 text-13 text-muted hover:bg-sunken hover:text-text desktop:flex"
      >
        <Search aria-hidden="true" size={14} strokeWidth={1.75} />
        Find or do
        <Kbd keys={COMMAND_KEYS} />
      </button>
      <IconButton icon={Search} label="Find or do" onClick={onCommands} className="desktop:hidden" />
      <InboxBell waiting={<span className="size-8" />} />
      <IconButton icon={CircleHelp} label="Help" onClick={onHelp} />
      <PersonMenu />
    </>
  );
}

function Heading() {
  const org = useOrg();
  const { title, parent } = usePageTitle();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1.5">
      {parent !== undefined && (
        <>
          <Link to={parent.to} params={{ org: org.id }} className="rounded-small text-16 text-muted hover:text-text">
            {parent.title}
          </Link>
          <ChevronRight aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
        </>
      )}
      {/* A new element for each page, so that it takes the focus and screen readers read it. */}
      <h1 key={path} tabIndex={-1} className="min-w-0 truncate text-16 font-strong">
        {title}
      </h1>
    </div>
  );
}
