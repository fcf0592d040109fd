import { formatUsd } from "@scrip/domain/money";
import type { ReactNode } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { type ActTexts, actOf, checkAct, FIRST_TEXTS } from "./act-fields.ts";
import { ActPreview, usePreview } from "./act-preview.tsx";
import type { ActTarget } from "./act-target.ts";
import { useAct } from "./use-act.ts";

interface ActFormProps {
  readonly org: string;
  readonly target: ActTarget;
  readonly onClose: () => void;
}

/** The terms of an act, its preview in numbers and its reason. */
export function ActForm({ org, target, onClose }: ActFormProps) {
  const { send, onDone } = useAct(org, onClose);
  const { values, errors, input, form } = useForm<ActTexts, Awaited<ReturnType<typeof send>>>({
    initial: FIRST_TEXTS,
    check: (texts) => checkAct(target, texts),
    send: (texts) => {
      const act = actOf(target, texts);
      if (act === null) throw new Error("These fields describe no act.");
      return send(act, texts.reason.trim());
    },
    onDone,
  });
  const preview = usePreview(org, actOf(target, values));
  const cancel = (
    <Button look="quiet" onClick={onClose}>
      Cancel
    </Button>
  );
  return (
    <Form
      {...form}
      label="The act"
      submit={preview.data?.needsApproval === true ? "Ask for approval" : SUBMIT[target.kind]}
      beside={cancel}
    >
      <Field label="Amount in dollars" error={errors.amount} hint={mostWords(target)}>
        <TextInput {...input("amount")} isNumeric inputMode="decimal" autoComplete="off" placeholder="20.00" />
      </Field>
      {target.kind === "grant" && (
        <GrantTerms>
          <Field label="Kind of credit">
            <NativeSelect
              label="Kind of credit"
              value={values.grantKind}
              onChange={input("grantKind").onChange}
              options={KINDS}
            />
          </Field>
          <Field label="Expires after days" error={errors.days} hint="Empty for never.">
            <TextInput {...input("days")} isNumeric inputMode="numeric" autoComplete="off" />
          </Field>
        </GrantTerms>
      )}
      <Field label="Reason" error={errors.reason} hint="The organization reads it in its audit log.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
      <ActPreview {...preview} />
    </Form>
  );
}

const GrantTerms = ({ children }: { readonly children: ReactNode }) => (
  <div className="grid grid-cols-1 gap-3 tablet:grid-cols-2">{children}</div>
);

const KINDS = [
  { value: "promotional", label: "Promotional" },
  { value: "paid", label: "Paid" },
];

const SUBMIT: Readonly<Record<ActTarget["kind"], string>> = {
  grant: "Add credit",
  revoke: "Take back",
  forgive: "Forgive",
  refund: "Refund",
  refund_payment: "Pay back",
};

/** The greatest amount, with what it is a part of. */
function mostWords(target: ActTarget): string | undefined {
  if (target.kind === "grant") return undefined;
  const most = formatUsd(BigInt(target.most));
  if (target.kind === "forgive") return `At most ${most}, which is still owed.`;
  return `At most ${most} of ${target.about}, less what was given or taken back before.`;
}
