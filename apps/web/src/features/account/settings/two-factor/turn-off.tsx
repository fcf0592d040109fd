import { useRouter } from "@tanstack/react-router";
import { toast } from "../../../../components/ui/toast.ts";
import { accountCalls } from "../../../../data/account-calls.ts";
import { refreshSession } from "../../../../data/session.ts";
import { PasswordForm } from "./password-form.tsx";

/** Turns the second factor off. */
export function TurnOff({ onDone }: { readonly onDone: () => void }) {
  const router = useRouter();
  return (
    <PasswordForm
      submit="Turn off"
      look="danger"
      send={(password) => accountCalls.disableTwoFactor({ password })}
      onDone={async () => {
        await refreshSession(() => router.invalidate());
        onDone();
        toast({ title: "Two-factor sign-in is off" });
      }}
      onCancel={onDone}
    />
  );
}
