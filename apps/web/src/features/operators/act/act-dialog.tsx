import { Dialog } from "../../../components/ui/dialog.tsx";
import { ActForm } from "./act-form.tsx";
import { ACT_TITLES, type ActTarget } from "./act-target.ts";

interface ActDialogProps {
  readonly org: string;
  /** The name of the organization. */
  readonly name: string;
  /** What the act is about; `null` closes the dialog. */
  readonly target: ActTarget | null;
  readonly onClose: () => void;
}

/** The dialog of an act: its terms, the balance before and after it, and its reason. */
export function ActDialog({ org, name, target, onClose }: ActDialogProps) {
  return (
    <Dialog
      isOpen={target !== null}
      onClose={onClose}
      title={target === null ? "" : ACT_TITLES[target.kind]}
      description={name}
      size="wide"
    >
      {target !== null && <ActForm org={org} target={target} onClose={onClose} />}
    </Dialog>
  );
}
