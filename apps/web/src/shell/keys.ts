import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useOrg } from "../data/org.ts";
import { placeOf } from "./key-place.ts";
import { maySee, PAGES } from "./pages.ts";
import { areSingleKeysOn } from "./single-keys.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const COMMAND_KEYS: readonly string[] = isMac ? ["⌘", "K"] : ["Ctrl", "K"];

/** How long `g` waits for the letter after it. */
const SEQUENCE_MS = 1500;

interface ShellKeys {
  readonly onCommands: () => void;
  readonly onHelp: () => void;
}

/** Listens for the keys of the shell: Ctrl or Cmd with K, `?`, and `g` followed by the letter of a page. */
export function useShellKeys({ onCommands, onHelp }: ShellKeys): void {
  const org = useOrg();
  const navigate = useNavigate();
  const goAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onCommands();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (!areSingleKeysOn() || placeOf(event.target) !== "page") return;
      const page = PAGES.find((each) => each.key === event.key && maySee(each, org.role));
      const isAfterGo = event.timeStamp - goAt.current < SEQUENCE_MS;
      goAt.current = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === "?") onHelp();
      else if (isAfterGo && page !== undefined) void navigate({ to: page.to, params: { org: org.id } });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [org.id, org.role, navigate, onCommands, onHelp]);
}
