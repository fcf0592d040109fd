import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { ITEM_LOOK, VEIL_LOOK } from "../components/ui/floating.ts";
import { Kbd } from "../components/ui/kbd.tsx";
import { type Command, type CommandGroup, useCommands } from "./use-commands.ts";

/** The command menu: finds pages and actions by name. */
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
  const groups = useCommands();
  const run = (command: Command) => {
    onClose();
    command.run();
  };
  return (
    <Autocomplete.Root open inline items={groups} autoHighlight="always" keepHighlight itemToStringValue={nameOf}>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
        <Autocomplete.Input
          aria-label="Go to a page or do something"
          placeholder="Go to a page or do something"
          className="h-12 w-full bg-transparent text-16 outline-none placeholder:text-muted"
        />
      </div>
      <Autocomplete.Empty className="px-4 py-3 text-14 text-muted empty:hidden">
        Nothing of that name.
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain p-2 empty:p-0">
        {(group: CommandGroup) => (
          <Autocomplete.Group key={group.value} items={group.items as Command[]} className="not-last:mb-2">
            <Autocomplete.GroupLabel className="px-2 py-1 text-12 text-muted">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item key={command.key} value={command} onClick={() => run(command)} className={ITEM_LOOK}>
                  <command.icon aria-hidden="true" size={16} strokeWidth={1.75} className="text-muted" />
                  <span className="min-w-0 flex-1 truncate">{command.label}</span>
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

/** The text that the menu searches. */
const nameOf = (command: Command): string => command.label;
