import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { problemOf } from "../../../data/problem.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { MailboxLink } from "./mailbox-link.tsx";

interface CheckMailProps {
  /** What the mail is for, and what to do with it. */
  readonly lead: ReactNode;
  /** Sends the mail once more. */
  readonly onSendAgain: () => Promise<unknown>;
  readonly below?: ReactNode;
}

/** The state after a mail was sent: what to do now, and a button that sends it again. */
export function CheckMail({ lead, onSendAgain, below }: CheckMailProps) {
  const again = useMutation({ mutationFn: onSendAgain });
  return (
    <AccountFrame title="Check your mail" lead={lead} below={below}>
      <div className="flex flex-col gap-2">
        <Button className="w-full" isLoading={again.isPending} onClick={() => again.mutate()}>
          Send the mail again
        </Button>
        <p role="status" className={again.isError ? "min-h-5 text-13 text-bad" : "min-h-5 text-13 text-muted"}>
          {again.isSuccess && "Sent. Look in the spam folder too."}
          {again.isError && problemOf(again.error).message}
        </p>
      </div>
      <MailboxLink />
    </AccountFrame>
  );
}
