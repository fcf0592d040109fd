import { useState } from "react";
import { Dialog } from "../components/ui/dialog.tsx";
import { Kbd } from "../components/ui/kbd.tsx";
import { Switch } from "../components/ui/switch.tsx";
import { COMMAND_KEYS } from "./keys.ts";
import { pageKeys } from "./page-keys.ts";
import { PAGES } from "./pages.ts";
import { areSingleKeysOn, turnSingleKeys } from "./single-keys.ts";

const LINES: readonly { readonly what: string; readonly keys: readonly string[] }[] = [
  { what: "Go to a page or do something", keys: COMMAND_KEYS },
  ...PAGES.map(({ title, key }) => ({ what: `Go to ${title}`, keys: ["g", key] })),
  { what: "Next or previous row of a table", keys: ["↓", "↑"] },
  { what: "Open the row, or what explains an amount", keys: ["Enter"] },
  { what: "Close what is open", keys: ["Esc"] },
  { what: "These shortcuts", keys: ["?"] },
];

/** The list of keyboard shortcuts. */
export function Shortcuts({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  const turn = (next: boolean) => {
    turnSingleKeys(next);
    setIsOn(next);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keyboard shortcuts">
      <ul className="flex flex-col divide-y divide-line">
        {[...pageKeys(), ...LINES].map(({ what, keys }) => (
          <li key={what} className="flex h-10 items-center justify-between gap-4">
            {what}
            <Kbd keys={keys} />
          </li>
        ))}
      </ul>
      <div className="mt-4">
        <Switch label="Use letters and ? as shortcuts" isOn={isOn} onChange={turn} />
      </div>
    </Dialog>
  );
}
