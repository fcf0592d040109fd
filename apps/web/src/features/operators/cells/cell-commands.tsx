import { Ellipsis } from "lucide-react";
import { IconButton } from "../../../components/ui/button.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import type { Cell } from "./cell.ts";
import { isRestored, reconcileCommand } from "./cell-problems.ts";

/** A command of the database's owner, with what it does. No page runs it. */
export interface CellCommand {
  readonly key: string;
  readonly title: string;
  readonly command: string;
  readonly meaning: string;
}

/** The commands for a cell, as it is now. */
function commandsFor(cell: Cell, name: string): readonly CellCommand[] {
  const { state, isFirst, report } = cell;
  const reconcile = {
    key: "reconcile",
    title: "Reconcile",
    command: reconcileCommand(name),
    meaning:
      "It lists what a restored cell lacks, and changes nothing. With --accept the cell serves again as it is now.",
  };
  const remove = {
    key: "remove",
    title: "Remove",
    command: `scrip cells remove ${name}`,
    meaning: "It takes the empty cell from the list. Its database stays, with the archives of those who moved away.",
  };
  const isEmpty = !isFirst && report?.organizations === 0;
  const drains = state === "draining" ? [UNDO(name), ...(isEmpty ? [remove] : [])] : [DRAIN(name)];
  return isRestored(cell) ? [reconcile, ...drains] : drains;
}

const DRAIN = (name: string): CellCommand => ({
  key: "drain",
  title: "Drain",
  command: `scrip cells drain ${name}`,
  meaning:
    "New organizations go to other cells. Those of this cell move away one by one, each without a pause of its work.",
});

const UNDO = (name: string): CellCommand => ({
  key: "undo",
  title: "Stop draining",
  command: `scrip cells drain ${name} --undo`,
  meaning: "The cell takes new organizations again. Those that moved away stay where they are.",
});

interface CommandMenuProps {
  readonly cell: Cell;
  readonly onCommand: (command: CellCommand) => void;
}

export function CommandMenu({ cell, onCommand }: CommandMenuProps) {
  const { name } = cell;
  if (name === null) return null;
  const items = commandsFor(cell, name).map((command) => ({
    key: command.key,
    label: command.title,
    onSelect: () => onCommand({ ...command, title: `${command.title}: cell ${name}` }),
  }));
  return (
    <Menu
      trigger={
        <IconButton icon={Ellipsis} label={`Commands for cell ${name}`} className="focus-visible:-outline-offset-2" />
      }
      align="end"
      sections={[{ key: "commands", items }]}
    />
  );
}

interface CommandDialogProps {
  readonly command: CellCommand | null;
  readonly onClose: () => void;
}

/** Shows a command to copy. */
export function CommandDialog({ command, onClose }: CommandDialogProps) {
  return (
    <Dialog isOpen={command !== null} onClose={onClose} title={command?.title ?? ""}>
      {command !== null && (
        <div className="flex flex-col gap-4">
          <p className="text-14 text-pretty text-muted">{command.meaning}</p>
          <CodeBlock label="Run it as the owner of the database" code={command.command} />
        </div>
      )}
    </Dialog>
  );
}
