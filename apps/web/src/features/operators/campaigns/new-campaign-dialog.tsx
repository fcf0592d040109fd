import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { catalogQuery } from "../../../data/catalog.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { campaignOf, checkCampaign, FIRST_TEXTS } from "./campaign-fields.ts";

interface NewCampaignDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: () => unknown;
}

/** Asks for the terms of a campaign. Its codes are created afterwards. */
export function NewCampaignDialog({ isOpen, onClose, onCreated }: NewCampaignDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      size="wide"
      title="New campaign"
      description="What its codes give. You create the codes afterwards."
    >
      {isOpen && <CampaignForm onClose={onClose} onCreated={onCreated} />}
    </Dialog>
  );
}

function CampaignForm({ onClose, onCreated }: Omit<NewCampaignDialogProps, "isOpen">) {
  const { data } = useQuery(catalogQuery());
  // The same key for every try of this dialog: a second press makes no second campaign.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, input, errors } = useForm({
    initial: FIRST_TEXTS,
    check: checkCampaign,
    send: (texts) => trpcClient.campaigns.create.mutate({ ...campaignOf(texts), idempotencyKey }),
    onDone: ({ name }) => {
      toast({ title: `${name} is ready`, description: "Create codes for it next.", tone: "good" });
      onClose();
      void onCreated();
    },
  });
  const plans = data?.plans.map(({ plan: value, title: label }) => ({ value, label })) ?? [];
  return (
    <Form {...form} label="New campaign" submit="Create the campaign">
      <Field label="Name" error={errors.name} hasRoom>
        <TextInput {...input("name")} placeholder="Meetup in Berlin" maxLength={200} />
      </Field>
      <div className="grid grid-cols-1 gap-x-3 gap-y-2 tablet:grid-cols-2">
        <Field label="Credit of one redemption, in dollars" error={errors.amount} hasRoom>
          <TextInput {...input("amount")} isNumeric inputMode="decimal" autoComplete="off" placeholder="20.00" />
        </Field>
        <Field label="The credit expires after days" error={errors.days} hint="Empty for never." hasRoom>
          <TextInput {...input("days")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Uses of each code" error={errors.uses} hint="Empty for any number." hasRoom>
          <TextInput {...input("uses")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Uses by one organization" error={errors.perOrganization} hasRoom>
          <TextInput {...input("perOrganization")} isNumeric inputMode="numeric" autoComplete="off" />
        </Field>
        <Field label="Valid until" hint="In your time zone. Empty for no end." hasRoom>
          <TextInput {...input("validUntil")} type="datetime-local" />
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
    </Form>
  );
}
