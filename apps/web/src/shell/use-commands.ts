import { useNavigate } from "@tanstack/react-router";
import { Building2, LogOut, type LucideIcon, Monitor, Moon, Sun } from "lucide-react";
import { useMemo } from "react";
import { useOrg } from "../data/org.ts";
import { useSession } from "../data/session.ts";
import { PAGES } from "./pages.ts";
import { useSignOut } from "./person-menu.tsx";
import { chooseTheme, type Theme } from "./theme.ts";

/** One line of the command menu. */
export interface Command {
  readonly key: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

export interface CommandGroup {
  readonly value: string;
  readonly items: readonly Command[];
}

const THEMES: Record<Theme, Command> = {
  light: { key: "theme-light", label: "Light theme", icon: Sun, run: () => chooseTheme("light") },
  dark: { key: "theme-dark", label: "Dark theme", icon: Moon, run: () => chooseTheme("dark") },
  system: { key: "theme-system", label: "Theme of the system", icon: Monitor, run: () => chooseTheme("system") },
};

/** The commands: the pages of this organization, the other organizations, and actions that work everywhere. */
export function useCommands(): readonly CommandGroup[] {
  const org = useOrg();
  const { organizations } = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return useMemo(() => {
    const pages = PAGES.map(({ to, title, icon, key }) => ({
      key: to,
      label: title,
      icon,
      keys: ["g", key],
      run: () => void navigate({ to, params: { org: org.id } }),
    }));
    const others = organizations
      .filter(({ id }) => id !== org.id)
      .map(({ id, name }) => ({
        key: id,
        label: `Switch to ${name}`,
        icon: Building2,
        run: () => void navigate({ to: "/o/$org", params: { org: id } }),
      }));
    const leave: Command = { key: "sign-out", label: "Sign out", icon: LogOut, run: signOut };
    return [
      { value: "Pages", items: pages },
      ...(others.length > 0 ? [{ value: "Organizations", items: others }] : []),
      { value: "Actions", items: [...Object.values(THEMES), leave] },
    ];
  }, [org.id, organizations, navigate, signOut]);
}
