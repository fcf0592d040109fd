import { type ReactNode, useState } from "react";
import { problemOf } from "../../data/problem.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The words of the button that does it. */
  readonly act: string;
  /** The words of the button that does not; "Cancel" if not given. */
  readonly keep?: string | undefined;
  readonly isDangerous?: boolean;
  readonly run: () => Promise<unknown>;
  /** What will happen, in a sentence or two. */
  readonly children: ReactNode;
  /** The consequences in figures, below the sentence. */
  readonly details?: ReactNode;
}

/** Asks before an act, says what will happen, and stays open with the reason if the act is refused. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  act,
  keep = "Cancel",
  isDangerous,
  run,
  children,
  details,
}: ConfirmDialogProps) {
  const [state, setState] = useState<{ readonly isRunning: boolean; readonly problem: string | null }>(IDLE);
  const close = () => {
    setState(IDLE);
    onClose();
  };
  const confirm = async () => {
    setState({ isRunning: true, problem: null });
    try {
      await run();
      close();
    } catch (error) {
      setState({ isRunning: false, problem: problemOf(error).message });
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={title}
      actions={
        <>
          <Button onClick={close}>{keep}</Button>
          <Button
            look={isDangerous === true ? "danger" : "primary"}
            isLoading={state.isRunning}
            onClick={() => void confirm()}
          >
            {act}
          </Button>
        </>
      }
    >
      <p className="max-w-[70ch] text-14 text-pretty">{children}</p>
      {details !== undefined && <div className="mt-3">{details}</div>}
      <div role="alert" className="mt-3 text-13 text-bad empty:hidden">
        {state.problem !== null && <p>{state.problem}</p>}
      </div>
    </Dialog>
  );
}

const IDLE = { isRunning: false, problem: null };
