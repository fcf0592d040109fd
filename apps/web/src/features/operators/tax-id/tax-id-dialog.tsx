import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { trpcClient, useTRPC } from "../../../data/trpc.ts";

interface TaxIdDialogProps {
  readonly org: string;
  readonly name: string;
  readonly taxId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const OPTIONS = [
  { value: "verified", label: "The tax office knows it" },
  { value: "unverified", label: "The tax office does not know it" },
];

const LEAST_REASON = 5;

/** Says whether the tax office knows a tax id, with a reason. */
export function TaxIdDialog({ name, isOpen, onClose, ...about }: TaxIdDialogProps) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Tax id ${about.taxId}`} description={name}>
      {isOpen && <TaxIdForm {...about} onClose={onClose} />}
    </Dialog>
  );
}

function TaxIdForm({ org, taxId, onClose }: Pick<TaxIdDialogProps, "org" | "taxId" | "onClose">) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const { values, errors, input, form } = useForm({
    initial: { state: "verified", reason: "" },
    check: ({ reason }) => ({
      state: undefined,
      reason: reason.trim().length < LEAST_REASON ? "Say why in at least 5 characters." : undefined,
    }),
    send: ({ state, reason }) =>
      trpcClient.operators.taxId.set.mutate({
        org,
        knownTaxId: taxId,
        taxIdState: state === "verified" ? "verified" : "unverified",
        reason: reason.trim(),
      }),
    onDone: (answer) => {
      queryClient.setQueryData(trpc.operators.taxId.get.queryOptions({ org }).queryKey, answer);
      toast({ title: "The tax id is noted", tone: "good" });
      onClose();
    },
  });
  return (
    <Form {...form} label="Tax id" submit="Save" beside={<Button onClick={onClose}>Cancel</Button>}>
      <Field label="Result" hint="Verified, a business in another member state of the Union is sold to without VAT.">
        <NativeSelect label="Result" value={values.state} onChange={input("state").onChange} options={OPTIONS} />
      </Field>
      <Field label="Reason" error={errors.reason} hint="Such as where you looked it up. The audit logs keep it.">
        <TextArea {...input("reason")} maxLength={500} />
      </Field>
    </Form>
  );
}
