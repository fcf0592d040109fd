import { useNavigate } from "@tanstack/react-router";
import { Building2, LogOut, Monitor, Moon, Sun, UserRoundCog } from "lucide-react";
import { useMemo, useState } from "react";
import { useOrg } from "../data/org.ts";
import { useSession } from "../data/session.ts";
import type { Command, CommandGroup } from "./command.ts";
import { pageActions } from "./page-actions.ts";
import { PAGE_WORDS, SETTINGS_WORDS } from "./page-words.ts";
import { maySee, PAGES } from "./pages.ts";
import { useSettingsPages } from "./settings-pages.ts";
import { chooseTheme, type Theme } from "./theme.ts";
import { useSignOut } from "./use-sign-out.ts";
import { OUTSIDE, VIEWS } from "./views.ts";

const THEMES: Record<Theme, Command> = {
  light: theme("light", "Light theme", Sun),
  dark: theme("dark", "Dark theme", Moon),
  system: theme("system", "Theme of the system", Monitor),
};

function theme(key: Theme, label: string, icon: Command["icon"]): Command {
  return { key: `theme-${key}`, label, words: "appearance colour color mode", icon, run: () => chooseTheme(key) };
}

/**
 * The commands: the pages of this organization, the actions of what is on the screen, pages with a filter, the other
 * organizations, and actions that work everywhere.
 */
export function useCommands(): readonly CommandGroup[] {
  const org = useOrg();
  const { organizations } = useSession();
  const navigate = useNavigate();
  const sections = useSettingsPages();
  const signOut = useSignOut();
  // The actions at the moment when the menu opened. Nothing below it changes while it is open.
  const [onScreen] = useState(pageActions);
  return useMemo(() => {
    const params = { org: org.id };
    const pages = PAGES.filter((page) => maySee(page, org.role)).map(({ to, title, icon, key }) => ({
      key: to,
      label: title,
      words: PAGE_WORDS[title],
      icon,
      keys: ["g", key],
      run: () => void navigate({ to, params }),
    }));
    const settings = sections.map(({ to, title, icon }) => ({
      key: to,
      label: title,
      hint: "Settings",
      words: `settings ${SETTINGS_WORDS[title]}`,
      icon,
      run: () => void navigate({ to, params }),
    }));
    const views = VIEWS.map(({ to, search, ...view }) => ({
      ...view,
      key: view.label,
      run: () => void navigate({ to, params, search } as never),
    }));
    const outside = OUTSIDE.map(({ to, ...page }) => ({
      ...page,
      key: to,
      run: () => void navigate({ to, search: { org: org.id } }),
    }));
    const others = organizations
      .filter(({ id }) => id !== org.id)
      .map(({ id, name }) => ({
        key: id,
        label: `Switch to ${name}`,
        words: "account workspace team change organization",
        icon: Building2,
        run: () => void navigate({ to: "/o/$org", params: { org: id } }),
      }));
    const account = {
      key: "account",
      label: "Your account",
      words: "profile name email password two-factor 2fa totp security sessions devices settings",
      icon: UserRoundCog,
      run: () => void navigate({ to: "/account" }),
    };
    const leave = {
      key: "sign-out",
      label: "Sign out",
      words: "log out logout leave exit",
      icon: LogOut,
      run: signOut,
    };
    return [
      { value: "Pages", items: pages },
      { value: "On this page", items: onScreen },
      { value: "Go to", items: [...outside, ...views] },
      { value: "Settings", items: settings },
      { value: "Organizations", items: others },
      { value: "Actions", items: [account, ...Object.values(THEMES), leave] },
    ].filter(({ items }) => items.length > 0);
  }, [org.id, org.role, organizations, navigate, sections, signOut, onScreen]);
}
