import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Badge } from "../components/ui/badge.tsx";
import { classes } from "../components/ui/classes.ts";
import { Field } from "../components/ui/field.tsx";
import { TextInput } from "../components/ui/text-input.tsx";
import { NowProvider } from "../data/now.tsx";
import { useTRPC } from "../data/trpc.ts";
import { Mark } from "./mark.tsx";
import { InsideShell } from "./not-found.tsx";
import { OPERATOR_PAGES } from "./operator-pages.ts";
import { usePageTitle } from "./page-title.ts";
import { PersonMenu } from "./person-menu.tsx";
import { useSearchKey } from "./use-search-key.ts";

/** The frame of the pages of operators: the search is on top of each of them. */
export function OperatorShell() {
  const { title } = usePageTitle();
  return (
    <NowProvider>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-base bg-accent px-3 py-2 text-14 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-surface">
        <div className="mx-auto flex max-w-[80rem] flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 tablet:px-6">
          <Link to="/" aria-label="To your organizations" className="rounded-base">
            <Mark />
          </Link>
          <span className="text-16 font-strong">Operators</span>
          <SearchBox />
          <div className="ml-auto">
            <PersonMenu />
          </div>
        </div>
        <OperatorBar />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-[80rem] flex-col gap-4 p-4 pb-16 tablet:p-6">
        <h1 tabIndex={-1} className="text-20 font-strong">
          {title}
        </h1>
        <InsideShell value={true}>
          <Outlet />
        </InsideShell>
      </main>
    </NowProvider>
  );
}

/** Finds an organization from every page. The text is in the address, so a link shows a colleague the same results. */
function SearchBox() {
  const { q = "" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [typed, setTyped] = useState<{ readonly of: string; readonly text: string }>({ of: q, text: q });
  const text = typed.of === q ? typed.text : q;
  const input = useSearchKey();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted !== "") void navigate({ to: "/operators", search: { q: wanted } });
  };
  return (
    <search className="order-last w-full tablet:order-none tablet:max-w-120 tablet:flex-1">
      <form onSubmit={find}>
        <Field label="Find an organization" isLabelHidden>
          <TextInput
            ref={input}
            type="search"
            icon={Search}
            placeholder="Name, id, e-mail or job"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={text}
            onChange={(next) => setTyped({ of: q, text: next })}
          />
        </Field>
      </form>
    </search>
  );
}

function OperatorBar() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const bar = useRef<HTMLElement>(null);
  useCurrentInSight(bar, path);
  return (
    <nav ref={bar} aria-label="Operators" className="relative mx-auto max-w-[80rem] overflow-x-auto px-2 tablet:px-4">
      <ul className="flex w-max">
        {OPERATOR_PAGES.map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={pageOf(path) === to ? "page" : undefined}
              className={classes(
                BAR_LOOK,
                pageOf(path) === to ? "border-accent text-text" : "border-transparent text-muted",
              )}
            >
              <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
              {title}
              {to === "/operators/approvals" && <WaitingCount />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A phone has no room for all pages: keeps the current one in sight, also when the number beside one arrives late. */
function useCurrentInSight(bar: RefObject<HTMLElement | null>, path: string): void {
  useEffect(() => {
    const { current } = bar;
    const list = current?.firstElementChild;
    if (!current || !list) return;
    const observer = new ResizeObserver(() => {
      const link = current.querySelector<HTMLElement>(`a[href="${pageOf(path)}"]`);
      if (link !== null) current.scrollLeft = link.offsetLeft - (current.clientWidth - link.offsetWidth) / 2;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [bar, path]);
}

/** The page of the bar at a path. An organization lies below the search. */
function pageOf(path: string): string {
  return path.startsWith("/operators/o/") ? "/operators" : path.replace(/\/$/, "");
}

const BAR_LOOK =
  "flex h-10 items-center gap-2 border-b-2 px-1.75 text-14 font-medium whitespace-nowrap hover:text-text " +
  "focus-visible:-outline-offset-2";

const RELOAD_MS = 30_000;

/** How many acts and campaigns wait for this operator's decision. */
function WaitingCount() {
  const trpc = useTRPC();
  const { data: acts } = useQuery(
    trpc.approvals.list.queryOptions({ onlyWanted: true, limit: 200 }, { refetchInterval: RELOAD_MS }),
  );
  const { data: campaigns } = useQuery(
    trpc.campaigns.list.queryOptions({ approval: "wanted" }, { refetchInterval: RELOAD_MS }),
  );
  const waiting = [...(acts?.acts ?? []), ...(campaigns?.campaigns ?? [])];
  const count = waiting.filter(({ isOwn }) => !isOwn).length;
  if (count === 0) return null;
  return (
    <Badge tone="accent">
      {count}
      <span className="sr-only"> waiting for you</span>
    </Badge>
  );
}
