import { useQueryClient } from "@tanstack/react-query";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { type Answers, trpcClient, useTRPC } from "../../../data/trpc.ts";
import { countryOptions } from "../../../words/countries.ts";
import { checkSeller, inputOf, type SellerTexts, textsOf } from "./seller-texts.ts";

type Answer = Answers["operators"]["seller"]["get"];

/** The fields of the seller. */
export function SellerForm({ seller }: Pick<Answer, "seller">) {
  const queryClient = useQueryClient();
  const { queryKey } = useTRPC().operators.seller.get.queryOptions();
  const { form, input, errors } = useForm<SellerTexts, Answer>({
    initial: textsOf(seller),
    check: checkSeller,
    send: (texts) => trpcClient.operators.seller.set.mutate(inputOf(texts)),
    onDone: (answer) => {
      queryClient.setQueryData(queryKey, answer);
      toast({ title: "The seller is saved", tone: "good" });
    },
  });
  return (
    <div className="max-w-[28rem]">
      <Form {...form} label="Seller" submit="Save">
        <Field label="Legal name" error={errors.name} hasRoom>
          <TextInput {...input("name")} autoComplete="off" maxLength={200} />
        </Field>
        <Field label="Country" error={errors.country} hasRoom>
          <NativeSelect
            label="Country"
            value={input("country").value}
            onChange={input("country").onChange}
            options={countryOptions()}
          />
        </Field>
        <Field label="Address" error={errors.address} hint="As it is printed, without the country." hasRoom>
          <TextArea {...input("address")} maxLength={1200} />
        </Field>
        <Field label="Tax ids" error={errors.taxIds} hint="One a line, that of your country first." hasRoom>
          <TextArea {...input("taxIds")} maxLength={320} />
        </Field>
        <Field
          label="Taxes that you collect"
          error={errors.taxes}
          hint="One a line: country, name, per cent. DE VAT 19"
          hasRoom
        >
          <TextArea {...input("taxes")} maxLength={4000} />
        </Field>
        <Field
          label="Numbers begin with"
          error={errors.prefix}
          hint={`The first receipt is ${input("prefix").value || "SC"}-000001.`}
          hasRoom
        >
          <TextInput {...input("prefix")} autoComplete="off" spellCheck={false} maxLength={8} />
        </Field>
      </Form>
    </div>
  );
}
