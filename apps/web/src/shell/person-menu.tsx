import { useNavigate } from "@tanstack/react-router";
import { LogOut, Monitor, Moon, ShieldCheck, Sun, UserRound, UserRoundCog } from "lucide-react";
import { useSyncExternalStore } from "react";
import { IconButton } from "../components/ui/button.tsx";
import { Menu } from "../components/ui/menu.tsx";
import type { MenuItem } from "../components/ui/menu-popup.tsx";
import { useSession } from "../data/session.ts";
import { chooseTheme, onThemeChange, THEMES, type Theme, themeNow } from "./theme.ts";
import { useSignOut } from "./use-sign-out.ts";

const LINES: Record<Theme, Pick<MenuItem, "label" | "icon">> = {
  system: { label: "As the system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
};

/** The menu of the signed-in person: their account, the theme and signing out. */
export function PersonMenu() {
  const { person } = useSession();
  const theme = useSyncExternalStore<Theme>(onThemeChange, themeNow);
  const signOut = useSignOut();
  const navigate = useNavigate();
  const account: MenuItem = {
    key: "account",
    label: "Your account",
    icon: UserRoundCog,
    onSelect: () => void navigate({ to: "/account" }),
  };
  const operators: MenuItem = {
    key: "operators",
    label: "Operators",
    icon: ShieldCheck,
    onSelect: () => void navigate({ to: "/operators" }),
  };
  const own = person?.isOperator === true ? [account, operators] : [account];
  const themes = THEMES.map(
    (key): MenuItem => ({ ...LINES[key], key, isChosen: key === theme, onSelect: () => chooseTheme(key) }),
  );
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={UserRound} label={person?.name ?? "You"} />}
      sections={[
        { key: "person", ...(person !== null && { label: person.email }), items: own },
        { key: "theme", label: "Theme", items: themes },
        { key: "session", items: [{ key: "out", label: "Sign out", icon: LogOut, onSelect: signOut }] },
      ]}
    />
  );
}
