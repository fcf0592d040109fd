import { useSession } from "../../../data/session.ts";

/** On a development server: the way to the mails that it sent. */
export function MailboxLink() {
  const { mailbox } = useSession();
  if (mailbox === null) return null;
  return (
    <p className="text-13 text-muted">
      This is a development server: its mails are in the{" "}
      <a
        href={mailbox}
        target="_blank"
        rel="noreferrer"
        className="rounded-small text-accent underline underline-offset-4"
      >
        local mailbox
      </a>
      .
    </p>
  );
}
