import { formatUsd } from "@scrip/domain/money";
import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { trpcClient } from "../../../data/trpc.ts";
import type { CaseSeen } from "./case-facts.tsx";

interface DecideFormProps {
  readonly org: string;
  readonly seen: CaseSeen;
  readonly onClose: () => void;
}

type Step = CaseSeen["steps"][number];

const LEAST_REASON = 5;

/** What is done about a payment that waits, and why. */
export function DecideForm({ org, seen, onClose }: DecideFormProps) {
  const queryClient = useQueryClient();
  const { attempt, steps } = seen;
  const { values, errors, input, form } = useForm({
    initial: { step: steps[0] ?? "close", reason: "" } as Readonly<Record<"step" | "reason", string>>,
    check: ({ reason }) => ({
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ step, reason }) =>
      trpcClient.operators.cases.decide.mutate({ org, attempt, step: step as Step, reason: reason.trim() }),
    onDone: () => {
      // Not the case itself, which is over: looking at it again would be refused.
      void queryClient.invalidateQueries({ queryKey: [["operators", "cases", "list"]] });
      toast({ title: "Decided", tone: "good" });
      onClose();
    },
  });
  const step = values.step as Step;
  return (
    <Form {...form} label="The decision" submit={SUBMIT[step]} look={step === "refund" ? "danger" : "primary"}>
      <Field label="What is done" hint={meaningOf(step, seen)}>
        <NativeSelect
          label="What is done"
          value={values.step}
          onChange={input("step").onChange}
          options={steps.map((value) => ({ value, label: SUBMIT[value] }))}
        />
      </Field>
      <Field label="Reason" error={errors.reason} hint="The organization reads it in its audit log.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
    </Form>
  );
}

const SUBMIT: Readonly<Record<Step, string>> = {
  accept: "Accept the payment",
  refund: "Pay it back",
  close: "Close as not paid",
};

function meaningOf(step: Step, { paid, purpose }: CaseSeen): string {
  const taken = paid === null ? "nothing" : formatUsd(BigInt(paid.gross));
  if (step === "accept" && purpose === "subscription")
    return `The plan that ${taken} paid for is given now: it starts, or its period is paid.`;
  if (step === "accept") return `The organization gets credit for ${taken}, less the tax in it.`;
  return step === "refund"
    ? `${taken} goes back, and nothing is given for it.`
    : "Nothing is given, and nothing is asked for again.";
}
