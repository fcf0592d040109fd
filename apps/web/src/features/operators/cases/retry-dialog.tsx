import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";

interface RetryDialogProps {
  readonly what: string;
  /** `null` closes the dialog. */
  readonly retry: ((reason: string) => Promise<unknown>) | null;
  readonly onClose: () => void;
}

/** Asks why work is tried again. */
export function RetryDialog({ what, retry, onClose }: RetryDialogProps) {
  return (
    <Dialog isOpen={retry !== null} onClose={onClose} title="Try again" description={what}>
      {retry !== null && <RetryForm retry={retry} onClose={onClose} />}
    </Dialog>
  );
}

const LEAST_REASON = 5;

function RetryForm({
  retry,
  onClose,
}: {
  readonly retry: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const { errors, input, form } = useForm({
    initial: { reason: "" },
    check: ({ reason }) => ({
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ reason }) => retry(reason.trim()),
    onDone: () => {
      void queryClient.invalidateQueries({ queryKey: [["operators", "cases"]] });
      toast({ title: "It is tried again", tone: "good" });
      onClose();
    },
  });
  return (
    <Form {...form} label="Try again" submit="Try again">
      <Field label="Reason" error={errors.reason} hint="The audit log keeps it.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
    </Form>
  );
}
