import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Field } from "../../components/ui/field.tsx";
import { NativeSelect } from "../../components/ui/native-select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { type Answers, trpcClient, useTRPC } from "../../data/trpc.ts";
import { countryOptions } from "../../words/countries.ts";
import { checkDetails, type DetailsTexts, inputOf, textsOf } from "./details-texts.ts";
import { PrintedAddress } from "./printed-address.tsx";
import { TaxIdNote } from "./tax-id-note.tsx";

interface DetailsFormProps {
  readonly details: Answers["billing"]["details"]["details"];
}

/** The fields of the billing details, beside the address as it is printed. */
export function DetailsForm({ details }: DetailsFormProps) {
  const { id: org, name } = useOrg();
  const queryClient = useQueryClient();
  const { queryKey } = useTRPC().billing.details.queryOptions({ org });
  const { form, input, errors, values } = useForm<DetailsTexts, Answers["billing"]["setDetails"]>({
    initial: textsOf(details, name),
    check: checkDetails,
    send: (texts) => trpcClient.billing.setDetails.mutate({ org, ...inputOf(texts) }),
    onDone: (answer) => {
      queryClient.setQueryData(queryKey, answer);
      toast({ title: "The billing details are saved", tone: "good" });
    },
  });
  return (
    <div className="grid gap-6 desktop:grid-cols-[minmax(0,28rem)_minmax(0,1fr)]">
      <Form {...form} label="Billing details" submit="Save">
        <Field label="Company or name" error={errors.name} hasRoom>
          <TextInput {...input("name")} autoComplete="organization" maxLength={200} />
        </Field>
        <Field label="Country" error={errors.country} hasRoom>
          <NativeSelect
            label="Country"
            value={input("country").value}
            onChange={input("country").onChange}
            options={countryOptions()}
          />
        </Field>
        <Field label="Address" error={errors.line1} hasRoom>
          <TextInput {...input("line1")} autoComplete="address-line1" maxLength={200} />
        </Field>
        <Field label="Second line (optional)" hasRoom>
          <TextInput {...input("line2")} autoComplete="address-line2" maxLength={200} />
        </Field>
        <div className="grid grid-cols-[minmax(0,8rem)_minmax(0,1fr)] gap-3">
          <Field label="Postal code" hasRoom>
            <TextInput {...input("postalCode")} autoComplete="postal-code" maxLength={20} />
          </Field>
          <Field label="City" error={errors.city} hasRoom>
            <TextInput {...input("city")} autoComplete="address-level2" maxLength={100} />
          </Field>
        </div>
        <Field label="State or province (optional)" hasRoom>
          <TextInput {...input("region")} autoComplete="address-level1" maxLength={100} />
        </Field>
        <Field label="Tax id (optional)" error={errors.taxId} hint="In the European Union your VAT number." hasRoom>
          <TextInput {...input("taxId")} autoComplete="off" spellCheck={false} maxLength={60} />
        </Field>
        <Field label="E-mail for invoices (optional)" error={errors.email} hasRoom>
          <TextInput {...input("email")} type="email" inputMode="email" autoComplete="email" spellCheck={false} />
        </Field>
      </Form>
      <div className="flex flex-col gap-4">
        <PrintedAddress texts={values} />
        <TaxIdNote details={details} />
      </div>
    </div>
  );
}
