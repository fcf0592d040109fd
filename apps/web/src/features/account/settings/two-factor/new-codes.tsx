import { useState } from "react";
import { accountCalls } from "../../../../data/account-calls.ts";
import { PasswordForm } from "./password-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** Makes new recovery codes and shows them once. */
export function NewCodes({ onDone }: { readonly onDone: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <PasswordForm
      submit="Make new codes"
      send={(password) => accountCalls.newBackupCodes({ password })}
      onDone={({ backupCodes }) => setCodes(backupCodes)}
      onCancel={onDone}
    />
  );
}
