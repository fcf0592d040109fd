import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";

interface RefuseDialogProps {
  /** What is refused, such as `this act`. */
  readonly what: string;
  readonly description: string;
  readonly refuse: (reason: string) => Promise<unknown>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks why an act or a campaign of another operator is refused. */
export function RefuseDialog({ what, description, refuse, isOpen, onClose }: RefuseDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Refuse ${what}`} description={description}>
      {isOpen && <RefuseForm what={what} refuse={refuse} onClose={onClose} />}
    </Dialog>
  );
}

const LEAST_REASON = 5;

function RefuseForm({ what, refuse, onClose }: Pick<RefuseDialogProps, "what" | "refuse" | "onClose">) {
  const queryClient = useQueryClient();
  const { errors, input, form } = useForm({
    initial: { reason: "" },
    check: ({ reason }) => ({
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ reason }) => refuse(reason.trim()),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [["approvals"]] });
      void queryClient.invalidateQueries({ queryKey: [["campaigns"]] });
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
    <Form {...form} label={`Refuse ${what}`} submit="Refuse" look="danger" beside={cancel}>
      <Field label="Reason" error={errors.reason} hint="The operator who asked reads it.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
    </Form>
  );
}
