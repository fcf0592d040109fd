import { Outlet } from "@tanstack/react-router";
import { type ReactNode, useCallback, useState } from "react";
import { classes } from "../components/ui/classes.ts";
import { late } from "../components/ui/late.tsx";
import { OfflineNote } from "../components/ui/offline-note.tsx";
import { useWasOpen } from "../components/ui/use-was-open.ts";
import { useOrgTime } from "../data/clock.ts";
import { useConnection } from "../data/connection.ts";
import { useLive } from "../data/live.ts";
import { NowProvider } from "../data/now.tsx";
import { useOrg } from "../data/org.ts";
import { useSession } from "../data/session.ts";
import { useAgeWords } from "./balance-chip.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { useShellKeys } from "./keys.ts";
import { InsideShell } from "./not-found.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

const ClockBar = late(() => import("./clock-bar.tsx").then((module) => module.ClockBar));
const Commands = late(() => import("./commands.tsx").then((module) => module.Commands));
const Help = late(() => import("./help.tsx").then((module) => module.Help));

interface ShellProps {
  /** Shown above the page, such as the drawer that explains an entry. */
  readonly over?: ReactNode;
}

/** The frame around every page of an organization. */
export function Shell({ over }: ShellProps) {
  const org = useOrg();
  useLive(org.id);
  const time = useOrgTime(org.id);
  return (
    <NowProvider at={time?.at} receivedAt={time?.receivedAt} isOnTestClock={time?.isOnTestClock ?? false}>
      <Frame isOnTestClock={time?.isOnTestClock ?? false} />
      {over}
    </NowProvider>
  );
}

function Frame({ isOnTestClock }: { readonly isOnTestClock: boolean }) {
  const { isDevelopment } = useSession();
  const [open, setOpen] = useState<"commands" | "help" | null>(null);
  const onCommands = useCallback(() => setOpen("commands"), []);
  const onHelp = useCallback(() => setOpen("help"), []);
  useShellKeys({ onCommands, onHelp });
  const hasClock = isDevelopment && isOnTestClock;
  return (
    <div className={hasClock ? "flex min-h-dvh tablet:[--top:6rem]" : "flex min-h-dvh"}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-base bg-accent px-3 py-2 text-14 font-medium text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col">
        {hasClock && <ClockBar waiting={<div className="h-15.25 border-b border-line bg-sunken tablet:h-10" />} />}
        <header
          className={classes("sticky z-20 max-tablet:-top-(--phone-bar)", hasClock ? "tablet:top-10" : "tablet:top-0")}
        >
          <TopBar onCommands={onCommands} onHelp={onHelp} />
        </header>
        <Offline />
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[80rem] flex-1 p-4 pb-24 tablet:p-6 tablet:pb-12">
          <InsideShell value={true}>
            <Outlet />
          </InsideShell>
        </main>
      </div>
      <BottomBar />
      <Overlay isOpen={open === "commands"} Part={Commands} onClose={() => setOpen(null)} />
      <Overlay isOpen={open === "help"} Part={Help} onClose={() => setOpen(null)} />
    </div>
  );
}

function Offline() {
  const { connection } = useConnection();
  const age = useAgeWords();
  return connection === "offline" && age !== null ? <OfflineNote age={age} /> : null;
}

interface OverlayProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly Part: React.ComponentType<{ readonly isOpen: boolean; readonly onClose: () => void }>;
}

/** A part that is loaded on first use. */
function Overlay({ isOpen, onClose, Part }: OverlayProps) {
  if (!useWasOpen(isOpen)) return null;
  return <Part isOpen={isOpen} onClose={onClose} />;
}
