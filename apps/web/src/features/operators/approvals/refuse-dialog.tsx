import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { trpcClient } from "../../../data/trpc.ts";
import type { Act } from "../act/act-line.tsx";

interface RefuseDialogProps {
  readonly act: Act;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks why an act is refused. */
export function RefuseDialog({ act, isOpen, onClose }: RefuseDialogProps) {
  const description = act.organization ?? act.org;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Refuse this act" description={description}>
      {isOpen && <RefuseForm act={act} onClose={onClose} />}
    </Dialog>
  );
}

const LEAST_REASON = 5;

function RefuseForm({ act: { act }, onClose }: Pick<RefuseDialogProps, "act" | "onClose">) {
  const queryClient = useQueryClient();
  const { errors, input, form } = useForm({
    initial: { reason: "" },
    check: ({ reason }) => ({
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ reason }) => trpcClient.approvals.refuse.mutate({ act, reason: reason.trim() }),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [["approvals"]] });
      toast({ title: "Refused" });
      onClose();
    },
  });
  const cancel = (
    <Button look="quiet" onClick={onClose}>
      Cancel
    </Button>
  );
  return (
    <Form {...form} label="Refuse this act" submit="Refuse" look="danger" beside={cancel}>
      <Field label="Reason" error={errors.reason} hint="The operator who asked reads it.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
    </Form>
  );
}
