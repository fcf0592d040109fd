import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { addMethod, type TopUp, type TopUpInput } from "../../data/methods.ts";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpcClient } from "../../data/trpc.ts";
import { Form } from "../form/form.tsx";
import { useForm } from "../form/use-form.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { toast } from "../ui/toast.ts";
import { checkTexts, inputOf, rangeWords, type TopUpTexts, textsOf } from "./top-up-form.ts";
import { TopUpPreview } from "./top-up-preview.tsx";

interface TopUpBodyProps {
  readonly topUp: TopUp;
  readonly onDone: () => void;
}

const BUYS = [
  { value: "amount", label: "A fixed amount" },
  { value: "target", label: "Up to a target" },
] as const;

/** The settings of automatic top-up, with what switching it on does now. */
export function TopUpBody({ topUp, onDone }: TopUpBodyProps) {
  const { id: org } = useOrg();
  const { settings, card, purchases } = topUp;
  const { form, input, values, errors } = useForm<TopUpTexts, unknown>({
    initial: textsOf(settings),
    check: checkTexts,
    send: (texts) => save(org, inputOf(texts, true)),
    onDone: async () => {
      onDone();
      toast({ title: settings.isOn ? "Automatic top-up is saved" : "Automatic top-up is on", tone: "good" });
      await queryClient.invalidateQueries();
    },
  });
  if (card === null && !settings.isOn) return <NeedsCard />;
  const buys = values.buys === "target" ? "target" : "amount";
  return (
    <Form
      {...form}
      label="Automatic top-up"
      submit={settings.isOn ? "Save" : "Switch on"}
      beside={settings.isOn && <SwitchOff topUp={topUp} onDone={onDone} />}
    >
      <Field label="When less than this is available" error={errors.threshold} hasRoom>
        <TextInput {...input("threshold")} inputMode="decimal" autoComplete="off" isNumeric maxLength={12} />
      </Field>
      <Segmented label="What is bought" value={buys} options={BUYS} onChange={input("buys").onChange} />
      <Field
        label={buys === "amount" ? "Buy this amount" : "Buy up to this balance"}
        hint={rangeWords(purchases.minimum, purchases.maximum)}
        error={errors.value}
        hasRoom
      >
        <TextInput {...input("value")} inputMode="decimal" autoComplete="off" isNumeric maxLength={12} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="At most a day" hint="Days are UTC." error={errors.perDay} hasRoom>
          <TextInput {...input("perDay")} inputMode="decimal" autoComplete="off" isNumeric maxLength={12} />
        </Field>
        <Field label="At most a month" error={errors.perMonth} hasRoom>
          <TextInput {...input("perMonth")} inputMode="decimal" autoComplete="off" isNumeric maxLength={12} />
        </Field>
      </div>
      <TopUpPreview input={inputOf(values, true)} />
    </Form>
  );
}

async function save(org: string, input: TopUpInput | null): Promise<unknown> {
  if (input === null) throw new Error("The amounts are not complete.");
  return trpcClient.billing.topUp.set.mutate({ org, ...input });
}

function SwitchOff({ topUp, onDone }: TopUpBodyProps) {
  const { id: org } = useOrg();
  const { mutate, isPending } = useMutation({
    mutationFn: () => save(org, inputOf(textsOf(topUp.settings), false)),
    onSuccess: async () => {
      onDone();
      toast({ title: "Automatic top-up is off" });
      await queryClient.invalidateQueries();
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (
    <Button look="plain" isLoading={isPending} onClick={() => mutate()}>
      Switch off
    </Button>
  );
}

function NeedsCard() {
  const { id: org } = useOrg();
  const { mutate, isPending } = useMutation({
    mutationFn: () => addMethod(org),
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[60ch] text-14 text-pretty">
        Automatic top-up charges a saved payment method. Add one first; it is saved by the payment service. All of them
        are on the page{" "}
        <Link to="/o/$org/settings/payment-methods" params={{ org }} className="underline">
          Payment methods
        </Link>
        .
      </p>
      <div className="flex justify-end">
        <Button look="primary" isLoading={isPending} onClick={() => mutate()}>
          Add payment method
        </Button>
      </div>
    </div>
  );
}
