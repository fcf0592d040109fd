import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { late } from "../ui/late.tsx";

const AddCreditHelp = late(() => import("./add-credit-help.tsx").then((module) => module.AddCreditHelp));

/** Opens a dialog that says how credit is added. Its code is loaded on first use. */
export function AddCredit() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        Add credit
      </Button>
      <Dialog title="Add credit" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <AddCreditHelp />
      </Dialog>
    </>
  );
}
