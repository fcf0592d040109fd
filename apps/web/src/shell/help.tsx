import { useState } from "react";
import { Dialog } from "../components/ui/dialog.tsx";
import { Kbd } from "../components/ui/kbd.tsx";
import { Switch } from "../components/ui/switch.tsx";
import { COMMAND_KEYS } from "./keys.ts";
import { pageKeys } from "./page-keys.ts";
import { PAGES } from "./pages.ts";
import { areSingleKeysOn, turnSingleKeys } from "./single-keys.ts";

const LINES: readonly { readonly what: string; readonly keys: readonly string[] }[] = [
  { what: "Find a page, a job or an entry, or do something", keys: COMMAND_KEYS },
  ...PAGES.map(({ title, key }) => ({ what: `Go to ${title}`, keys: ["g", key] })),
  { what: "Next or previous row of a table", keys: ["↓", "↑"] },
  { what: "Open the row, or what explains an amount", keys: ["Enter"] },
  { what: "Close what is open", keys: ["Esc"] },
  { what: "This help", keys: ["?"] },
];

/** The words that every page uses, each with its meaning. */
const WORDS: readonly { readonly word: string; readonly meaning: string }[] = [
  { word: "Available", meaning: "Credit that work can use now." },
  { word: "On hold", meaning: "Credit that is kept for running jobs. It is not used yet." },
  { word: "Owed", meaning: "Usage that no credit covered. New credit pays it first." },
  { word: "Expiring", meaning: "Available credit that ends within 7 days." },
  { word: "Which credit is used first", meaning: "The one that ends soonest. Given credit goes before bought credit." },
];

/** Explains the words of the pages, and lists the keyboard shortcuts. */
export function Help({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  const turn = (next: boolean) => {
    turnSingleKeys(next);
    setIsOn(next);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Help">
      <dl className="flex flex-col gap-2">
        {WORDS.map(({ word, meaning }) => (
          <div key={word}>
            <dt className="font-medium">{word}</dt>
            <dd className="text-13 text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4">
        More is in the{" "}
        <a href="/docs/" className="rounded-small text-accent underline underline-offset-4">
          documentation
        </a>
        .
      </p>
      <h3 className="mt-6 mb-1 font-strong">Keyboard shortcuts</h3>
      <ul className="flex flex-col divide-y divide-line">
        {[...pageKeys(), ...LINES].map(({ what, keys }) => (
          <li key={what} className="flex min-h-10 items-center justify-between gap-4">
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
