import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonLook } from "../components/ui/button.tsx";
import { classes } from "../components/ui/classes.ts";
import { NowProvider } from "../data/now.tsx";
import { useSession } from "../data/session.ts";
import { Mark } from "./mark.tsx";
import { usePageTitle } from "./page-title.ts";
import { PersonMenu } from "./person-menu.tsx";

interface PlainShellProps {
  /** For tables, which need more room than a text. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** The frame of a page that belongs to no organization: a bar with the way back, and the person's menu or a sign-in. */
export function PlainShell({ isWide = false, children }: PlainShellProps) {
  const { title } = usePageTitle();
  const { person } = useSession();
  const width = isWide ? "max-w-[64rem]" : "max-w-192";
  return (
    <NowProvider>
      <header className="sticky top-0 z-20 border-b border-line bg-surface">
        <div className={classes("mx-auto flex h-(--bar) items-center gap-3 px-4 tablet:px-6", width)}>
          <Link to="/" aria-label="To the overview" className="rounded-base">
            <Mark />
          </Link>
          <h1 tabIndex={-1} className="min-w-0 flex-1 truncate text-16 font-strong">
            {title}
          </h1>
          {person === null ? <SignIn /> : <PersonMenu />}
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={classes("mx-auto flex flex-col gap-4 p-4 pb-16 tablet:gap-6 tablet:p-6", width)}
      >
        {children}
      </main>
    </NowProvider>
  );
}

/** The ways in, for a visitor. */
function SignIn() {
  return (
    <nav aria-label="Account" className="flex gap-2">
      <Link to="/sign-in" className={classes(buttonLook({ look: "plain" }), "max-tablet:hidden")}>
        Sign in
      </Link>
      <Link to="/sign-up" className={buttonLook({ look: "primary" })}>
        Sign up
      </Link>
    </nav>
  );
}
