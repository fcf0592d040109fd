import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { catalogQuery } from "../../../data/catalog.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { planTitle } from "../../../words/plan-words.ts";
import type { Contract } from "./contract.ts";

interface EndContractDialogProps {
  readonly org: string;
  readonly contract: Contract;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

const LEAST_REASON = 5;

/** Ends a contract now or later, with a reason. */
export function EndContractDialog({ org, contract: { contract, state }, onClose, onChanged }: EndContractDialogProps) {
  const { data } = useQuery(catalogQuery());
  const plan = data === undefined ? "the default plan" : planTitle(data.plans, data.defaultPlan);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, input, errors } = useForm({
    initial: { at: "", reason: "" },
    check: ({ reason }) => ({
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ at, reason }) =>
      trpcClient.operators.endContract.mutate({
        org,
        contract,
        idempotencyKey,
        reason: reason.trim(),
        ...(at !== "" && { at: new Date(at).toISOString() }),
      }),
    onDone: ({ endedAt }) => {
      toast({ title: endedAt === null ? "The contract has a new end" : "The contract has ended", tone: "good" });
      onChanged();
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={state === "scheduled" ? "Withdraw the contract" : "End the contract"}
      description={`At its end the organization is on ${plan}, at the prices of the catalog, and no more credit of the contract comes. Credit that was given stays.`}
    >
      <Form
        {...form}
        label="End of the contract"
        submit={state === "scheduled" ? "Withdraw it" : "End it"}
        look="danger"
        beside={<Button onClick={onClose}>Cancel</Button>}
      >
        <Field label="When" hint="In your time zone. Empty for now." hasRoom>
          <TextInput {...input("at")} type="datetime-local" />
        </Field>
        <Field label="Reason" error={errors.reason} hint="The organization reads it in its audit log." hasRoom>
          <TextArea {...input("reason")} maxLength={500} />
        </Field>
      </Form>
    </Dialog>
  );
}
