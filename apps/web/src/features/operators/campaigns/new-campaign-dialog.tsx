import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { catalogQuery } from "../../../data/catalog.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { campaignOf, checkCampaign, FIRST_TEXTS, sizeOf } from "./campaign-fields.ts";
import { type Alone, CampaignMeaning, waits } from "./campaign-meaning.tsx";

interface NewCampaignDialogProps {
  readonly isOpen: boolean;
  readonly alone: Alone | undefined;
  readonly onClose: () => void;
  readonly onCreated: () => unknown;
}

/** Asks for the terms of a campaign. Its codes are created afterwards. */
export function NewCampaignDialog({ isOpen, alone, onClose, onCreated }: NewCampaignDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      size="wide"
      title="New campaign"
      description="What its codes give. You create the codes afterwards."
    >
      {isOpen && <CampaignForm alone={alone} onClose={onClose} onCreated={onCreated} />}
    </Dialog>
  );
}

function CampaignForm({ alone, onClose, onCreated }: Omit<NewCampaignDialogProps, "isOpen">) {
  const { data } = useQuery(catalogQuery());
  // The same key for every try of this dialog: a second press makes no second campaign.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, values, input, errors } = useForm({
    initial: FIRST_TEXTS,
    check: checkCampaign,
    send: (texts) => trpcClient.campaigns.create.mutate({ ...campaignOf(texts), idempotencyKey }),
    onDone: ({ name, approval }) => {
      if (approval === null)
        toast({ title: `${name} is ready`, description: "Create codes for it next.", tone: "good" });
      else toast({ title: `${name} waits for approval`, description: "The other operators got a mail." });
      onClose();
      void onCreated();
    },
  });
  const plans = data?.plans.map(({ plan: value, title: label }) => ({ value, label })) ?? [];
  const size = sizeOf(values);
  const cancel = (
    <Button look="quiet" onClick={onClose}>
      Cancel
    </Button>
  );
  return (
    <Form
      {...form}
      label="New campaign"
      submit={waits(size, alone) ? "Ask for approval" : "Create the campaign"}
      beside={cancel}
    >
      <div className="grid grid-cols-1 gap-x-3 gap-y-2 tablet:grid-cols-2">
        <Field label="Name" error={errors.name} hasRoom>
          <TextInput {...input("name")} placeholder="Meetup in Berlin" maxLength={200} />
        </Field>
        <Field label="Valid until" hint="In your time zone. Empty for no end." hasRoom>
          <TextInput {...input("validUntil")} type="datetime-local" />
        </Field>
        <Field label="Credit of one redemption, in dollars" error={errors.amount} hasRoom>
          <TextInput {...input("amount")} isNumeric inputMode="decimal" autoComplete="off" placeholder="20.00" />
        </Field>
        <Field label="The credit expires after days" error={errors.days} hint="Empty for never." hasRoom>
          <TextInput {...input("days")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Number of codes" error={errors.maxCodes} hint="Empty for any number." hasRoom>
          <TextInput {...input("maxCodes")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Uses of each code" error={errors.uses} hint="Empty for any number." hasRoom>
          <TextInput {...input("uses")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Uses of a code by one organization" error={errors.perOrganization} hasRoom>
          <TextInput {...input("perOrganization")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Only for the plan" hasRoom>
          <NativeSelect
            label="Only for the plan"
            value={input("plan").value}
            onChange={input("plan").onChange}
            options={[{ value: "", label: "Every plan" }, ...plans]}
          />
        </Field>
      </div>
      <Field label="Reason" error={errors.reason} hint="For the audit log, and for the operator who approves it.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
      <CampaignMeaning size={size} alone={alone} />
    </Form>
  );
}
