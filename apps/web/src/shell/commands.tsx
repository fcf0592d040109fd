import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useState } from "react";
import { ITEM_LOOK, VEIL_LOOK } from "../components/ui/floating.ts";
import { Kbd } from "../components/ui/kbd.tsx";
import type { Command, CommandGroup } from "./command.ts";
import { matching } from "./command-matching.ts";
import { useCommands } from "./use-commands.ts";
import { useFound } from "./use-found.ts";

/** The command menu: finds pages, actions, jobs and entries. */
export function Commands({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={VEIL_LOOK} />
        <Dialog.Viewport className="fixed inset-0 z-40 flex items-start justify-center p-2 tablet:pt-[12vh]">
          <Dialog.Popup
            aria-label="Commands"
            className="flex max-h-[min(28rem,calc(100dvh-2rem))] w-full max-w-140 flex-col overflow-hidden rounded-base border border-line bg-raised text-text shadow-float outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            <CommandList onClose={onClose} />
            <Dialog.Close className="sr-only">Close the commands</Dialog.Close>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandList({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const found = useFound(text);
  const [pages, ...others] = matching(useCommands(), text);
  // Pages come before jobs and entries of a similar name, and actions after them.
  const groups =
    pages?.value === "Pages"
      ? [pages, ...found.groups, ...others]
      : [...found.groups, ...(pages === undefined ? [] : [pages]), ...others];
  const run = (command: Command) => {
    // No search may begin while the menu fades out, such as after signing out.
    setText("");
    onClose();
    command.run();
  };
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      value={text}
      onValueChange={setText}
      autoHighlight="always"
      keepHighlight
      itemToStringValue={nameOf}
    >
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
        <Autocomplete.Input
          aria-label="Find a page, a job or an entry, or do something"
          placeholder="Find a page, a job or an entry"
          className="h-12 w-full bg-transparent text-16 outline-none placeholder:text-muted"
        />
      </div>
      <Autocomplete.Status className={groups.length === 0 ? "px-4 py-3 text-14 text-muted" : "sr-only"}>
        {statusWords(groups, found.isSearching)}
      </Autocomplete.Status>
      <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain p-2 empty:p-0">
        {(group: CommandGroup) => (
          <Autocomplete.Group key={group.value} items={group.items as Command[]} className="not-last:mb-2">
            <Autocomplete.GroupLabel className="px-2 py-1 text-12 text-muted">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item key={command.key} value={command} onClick={() => run(command)} className={ITEM_LOOK}>
                  <command.icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
                  <span className="min-w-0 flex-1 truncate">{command.label}</span>
                  {command.hint !== undefined && <span className="shrink-0 text-12 text-muted">{command.hint}</span>}
                  {command.keys !== undefined && <Kbd keys={command.keys} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

/** Screen readers read these words when they change. Without a line, everybody sees them. */
function statusWords(groups: readonly CommandGroup[], isSearching: boolean): string {
  if (isSearching) return "Searching…";
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  if (count === 0) return "Nothing of that name.";
  return count === 1 ? "1 result" : `${count} results`;
}

/** The text that the menu reads for a line. */
const nameOf = (command: Command): string => command.label;
