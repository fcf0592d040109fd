import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CreatedKey } from "./created-key.tsx";

export interface NewKeyDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Called when a key was made. */
  readonly onCreated: () => unknown;
  readonly title: string;
  readonly description: string;
  /** The form; it calls `onMade` with the name and the text of the new key. */
  readonly children: (onMade: (name: string, text: string) => void) => ReactNode;
}

/** Asks for the terms of a new key, then shows its text once. */
export function NewKeyDialog({ isOpen, onClose, onCreated, title, description, children }: NewKeyDialogProps) {
  const [made, setMade] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const close = (): void => {
    setMade(null);
    onClose();
  };
  const onMade = (name: string, text: string): void => {
    setMade({ name, text });
    onCreated();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      size="wide"
      title={made === null ? title : "Copy the key now"}
      description={
        made === null ? description : `“${made.name}” is shown this once. Nobody can read it again, not even Scrip.`
      }
      {...(made !== null && {
        actions: (
          <Button look="primary" onClick={close}>
            I have stored it
          </Button>
        ),
      })}
    >
      {made === null ? children(onMade) : <CreatedKey text={made.text} />}
    </Dialog>
  );
}
