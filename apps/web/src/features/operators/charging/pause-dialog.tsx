import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { trpcClient } from "../../../data/trpc.ts";

interface PauseDialogProps {
  readonly isOpen: boolean;
  readonly isPaused: boolean;
  readonly onClose: () => void;
}

const LEAST_REASON = 5;

/** Pauses charging, or resumes it, with a reason. */
export function PauseDialog({ isOpen, isPaused, onClose }: PauseDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={isPaused ? "Resume charging" : "Pause charging"}>
      {isOpen && <PauseForm isPaused={isPaused} onClose={onClose} />}
    </Dialog>
  );
}

function PauseForm({ isPaused, onClose }: Omit<PauseDialogProps, "isOpen">) {
  const client = useQueryClient();
  const act = isPaused ? "Resume charging" : "Pause charging";
  const { errors, input, form } = useForm({
    initial: { reason: "" },
    check: ({ reason }) => ({
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ reason }) => trpcClient.operators.charging.set.mutate({ isPaused: !isPaused, reason: reason.trim() }),
    onDone: () => {
      toast({ title: isPaused ? "Payments are taken again" : "Charging is paused" });
      void client.invalidateQueries({ queryKey: [["operators", "charging"]] });
      onClose();
    },
  });
  return (
    <Form {...form} label={act} submit={act} beside={<Button onClick={onClose}>Cancel</Button>}>
      <Field label="Reason" hint="The audit log and this page show it." error={errors.reason}>
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
    </Form>
  );
}
