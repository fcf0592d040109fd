import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { trpcClient, useTRPC } from "../../../data/trpc.ts";
import type { Seen } from "./seen.ts";

interface ChangeDialogProps {
  readonly seen: Seen;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const LEAST_REASON = 5;

const reasonProblem = (reason: string): string | undefined =>
  reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined;

/** Sets the plan of an organization, with a reason. */
export function SetPlanDialog({ seen, isOpen, onClose }: ChangeDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Set the plan" description={seen.name}>
      {isOpen && <SetPlanForm seen={seen} onClose={onClose} />}
    </Dialog>
  );
}

function SetPlanForm({ seen: { org, plan, plans }, onClose }: Omit<ChangeDialogProps, "isOpen">) {
  const onDone = useDone(org, onClose);
  const { values, errors, input, form } = useForm({
    initial: { plan, reason: "" },
    check: ({ reason }) => ({ plan: undefined, reason: reasonProblem(reason) }),
    send: ({ plan: wanted, reason }) =>
      trpcClient.operators.setPlan.mutate({ org, plan: wanted, reason: reason.trim() }),
    onDone: () => onDone("The plan is set"),
  });
  return (
    <Form {...form} label="The plan" submit="Set the plan" beside={<Cancel onClose={onClose} />}>
      <Field label="Plan" hint="A plan with fewer seats removes nobody.">
        <NativeSelect
          label="Plan"
          value={values.plan}
          onChange={input("plan").onChange}
          options={plans.map(({ plan: value, title: label }) => ({ value, label }))}
        />
      </Field>
      <Reason error={errors.reason}>
        <TextArea {...input("reason")} maxLength={500} />
      </Reason>
    </Form>
  );
}

/** Closes an organization, with a reason. */
export function CloseDialog({ seen, isOpen, onClose }: ChangeDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Close the organization" description={seen.name}>
      {isOpen && <CloseForm seen={seen} onClose={onClose} />}
    </Dialog>
  );
}

function CloseForm({ seen: { org }, onClose }: Omit<ChangeDialogProps, "isOpen">) {
  const onDone = useDone(org, onClose);
  const { errors, input, form } = useForm({
    initial: { reason: "" },
    check: ({ reason }) => ({ reason: reasonProblem(reason) }),
    send: ({ reason }) => trpcClient.operators.close.mutate({ org, reason: reason.trim() }),
    onDone: () => onDone("The organization is closed"),
  });
  return (
    <Form {...form} label="Closing" submit="Close it" look="danger" beside={<Cancel onClose={onClose} />}>
      <p className="max-w-[60ch] text-14 text-pretty">
        Nothing new starts in it, and its members can still read it. This cannot be undone. It is refused while the
        organization owes or runs work.
      </p>
      <Reason error={errors.reason}>
        <TextArea {...input("reason")} maxLength={500} />
      </Reason>
    </Form>
  );
}

function Reason({ error, children }: { readonly error: string | undefined; readonly children: ReactNode }) {
  return (
    <Field label="Reason" error={error} hint="The organization reads it in its audit log.">
      {children}
    </Field>
  );
}

const Cancel = ({ onClose }: Pick<ChangeDialogProps, "onClose">) => (
  <Button look="quiet" onClick={onClose}>
    Cancel
  </Button>
);

function useDone(org: string, onClose: () => void): (title: string) => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  return (title) => {
    void client.invalidateQueries({ queryKey: trpc.operators.organization.queryOptions({ org }).queryKey });
    toast({ title, description: "Both audit logs have it.", tone: "good" });
    onClose();
  };
}
