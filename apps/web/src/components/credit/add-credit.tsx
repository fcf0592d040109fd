import { useState } from "react";
import { Button, type ButtonLook } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { late } from "../ui/late.tsx";

const AddCreditBody = late(() => import("./add-credit-body.tsx").then((module) => module.AddCreditBody));

interface AddCreditProps {
  readonly look?: ButtonLook["look"];
  readonly words?: string;
}

/** Opens the dialog in which credit is bought. Its code is loaded on first use. */
export function AddCredit({ look = "primary", words = "Add credit" }: AddCreditProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look={look} onClick={() => setIsOpen(true)}>
        {words}
      </Button>
      <Dialog title="Add credit" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <AddCreditBody />
      </Dialog>
    </>
  );
}
