import { formatUsd } from "@scrip/domain/money";
import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { type Answers, trpcClient } from "../../data/trpc.ts";

interface CloseDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What keeps the organization from being closed; `null` if nothing does. */
  readonly blocks: Answers["organizations"]["get"]["blocksClosing"];
}

/** Asks for the reason and the name of the organization, and closes it. */
export function CloseDialog({ isOpen, onClose, blocks }: CloseDialogProps) {
  const { id: org, name } = useOrg();
  const queryClient = useQueryClient();
  const { form, input, errors } = useForm({
    initial: { reason: "", name: "" },
    check: (values) => ({
      reason: values.reason.trim().length < 5 ? "Say why, in at least 5 characters." : undefined,
      name: values.name.trim() === name ? undefined : `Type ${name}.`,
    }),
    send: ({ reason }) => trpcClient.organizations.close.mutate({ org, reason: reason.trim() }),
    onDone: async () => {
      onClose();
      toast({ title: `${name} is closed` });
      await queryClient.invalidateQueries();
    },
  });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Close ${name}?`}
      description={blocks === null ? "This cannot be undone." : undefined}
    >
      {blocks === null ? (
        <Form {...form} label="Closing" submit="Close the organization" look="danger">
          <Field label="Reason" error={errors.reason} hasRoom hint="It is kept in the audit log.">
            <TextInput {...input("reason")} autoComplete="off" />
          </Field>
          <Field label={`Type the name of the organization: ${name}`} error={errors.name} hasRoom>
            <TextInput {...input("name")} autoComplete="off" />
          </Field>
        </Form>
      ) : (
        <p className="text-14 text-pretty">{blockWords(blocks)}</p>
      )}
    </Dialog>
  );
}

function blockWords({ owed, jobs, holds, endpoints }: NonNullable<CloseDialogProps["blocks"]>): string {
  const parts = [
    BigInt(owed) > 0n ? `it owes ${formatUsd(BigInt(owed))}` : null,
    jobs > 0 ? `${jobs} ${jobs === 1 ? "job is" : "jobs are"} running or paused` : null,
    endpoints > 0 ? `${endpoints} ${endpoints === 1 ? "endpoint is" : "endpoints are"} running` : null,
    holds > 0 ? `${holds} ${holds === 1 ? "hold is" : "holds are"} open` : null,
  ].filter((part) => part !== null);
  return `The organization cannot be closed yet: ${parts.join(", ")}. End this work and pay what is owed first.`;
}
