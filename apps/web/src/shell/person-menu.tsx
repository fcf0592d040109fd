import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useSyncExternalStore } from "react";
import { IconButton } from "../components/ui/button.tsx";
import { Menu } from "../components/ui/menu.tsx";
import type { MenuItem } from "../components/ui/menu-popup.tsx";
import { toast } from "../components/ui/toast.ts";
import { problemOf } from "../data/problem.ts";
import { queryClient } from "../data/query-client.ts";
import { useSession } from "../data/session.ts";
import { useTRPC } from "../data/trpc.ts";
import { chooseTheme, onThemeChange, THEMES, type Theme, themeNow } from "./theme.ts";

const LINES: Record<Theme, Pick<MenuItem, "label" | "icon">> = {
  system: { label: "As the system", icon: Monitor },
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
};

/** The menu of the signed-in person: the theme and signing out. */
export function PersonMenu() {
  const { person } = useSession();
  const theme = useSyncExternalStore<Theme>(onThemeChange, themeNow);
  const signOut = useSignOut();
  const themes = THEMES.map(
    (key): MenuItem => ({ ...LINES[key], key, isChosen: key === theme, onSelect: () => chooseTheme(key) }),
  );
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={UserRound} label={person?.name ?? "You"} />}
      sections={[
        { key: "theme", label: "Theme", items: themes },
        { key: "session", items: [{ key: "out", label: "Sign out", icon: LogOut, onSelect: signOut }] },
      ]}
    />
  );
}

/** Signs out. The routes then open the sign-in. */
export function useSignOut(): () => void {
  const trpc = useTRPC();
  const router = useRouter();
  const { mutate } = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => {
        queryClient.clear();
        return router.invalidate();
      },
      onError: (error) =>
        toast({ title: "You are still signed in", description: problemOf(error).message, tone: "bad" }),
    }),
  );
  return () => mutate();
}
