import { KINDS_OF_WORK } from "@scrip/domain/catalog";
import { type ReactNode, useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { toast } from "../../../components/ui/toast.ts";
import type { Catalog } from "../../../data/catalog.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { planTitle, valueWords } from "../../../words/plan-words.ts";
import { UNIT_WORDS } from "../../../words/unit-words.ts";
import {
  type ContractTexts,
  CREDITS,
  checkContract,
  contractOf,
  creditField,
  firstTexts,
  rateField,
  valueField,
} from "./contract-fields.ts";
import { ContractMeaning } from "./contract-meaning.tsx";
import { costText } from "./price-text.ts";

interface ContractFormProps {
  readonly org: string;
  /** The name of the organization. */
  readonly name: string;
  readonly catalog: Catalog;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

export function ContractForm({ org, name, catalog, onClose, onChanged }: ContractFormProps) {
  // The same key for every try of this dialog: a second press makes no second contract.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { form, values, input, errors } = useForm<ContractTexts, { readonly state: string; readonly plan: string }>({
    initial: firstTexts(catalog),
    check: (texts) => checkContract(catalog, texts),
    send: (texts) => trpcClient.operators.createContract.mutate({ org, idempotencyKey, ...contractOf(catalog, texts) }),
    onDone: ({ state, plan }) => {
      const title = planTitle(catalog.plans, plan);
      toast({
        title: state === "running" ? `The contract runs: ${title}` : `The contract is scheduled: ${title}`,
        description: "Both audit logs have it.",
        tone: "good",
      });
      onChanged();
      onClose();
    },
  });
  const field = (name: string) => {
    const props = input(name);
    return { ...props, value: props.value ?? "" };
  };
  const parts = { catalog, input: field, errors };
  return (
    <Form {...form} label="The contract" submit="Enter the contract" beside={<Button onClick={onClose}>Cancel</Button>}>
      <Part title="Plan and dates">
        <Field label="Plan">
          <NativeSelect
            label="Plan"
            value={field("plan").value}
            onChange={field("plan").onChange}
            options={catalog.plans.map(({ plan: value, title: label }) => ({ value, label }))}
          />
        </Field>
        <div />
        <Field label="Starts" hint="In your time zone. Empty for now.">
          <TextInput {...field("startsAt")} type="datetime-local" />
        </Field>
        <Field label="Ends" error={errors.endsAt} hint="Empty for no end.">
          <TextInput {...field("endsAt")} type="datetime-local" />
        </Field>
      </Part>
      <Part title="Prices, in dollars">
        <Prices {...parts} />
        <p className="text-13 text-pretty text-muted tablet:col-span-2">
          A price of one unit, such as 3.99. By tiers: <q>4.00 up to 100, 3.00</q>; all at the rate of the tier that is
          reached: <q>volume: 4.00 up to 100, 3.00</q>; in packages: <q>0.50 per 1000</q>. Each can end with{" "}
          <q>at least 10.00</q>.
        </p>
      </Part>
      <Part title="What the plan allows">
        <Values {...parts} plan={field("plan").value} />
      </Part>
      <Part title="Credit, in dollars">
        <Credits {...parts} />
      </Part>
      <Field label="Reason" error={errors.reason} hint="The organization reads it in its audit log.">
        <TextArea {...field("reason")} maxLength={500} />
      </Field>
      <ContractMeaning name={name} catalog={catalog} texts={values} />
    </Form>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <fieldset className="mb-2 border-b border-line pb-4">
      <legend className="mb-2 text-14 font-strong">{title}</legend>
      <div className="grid grid-cols-1 gap-3 tablet:grid-cols-2">{children}</div>
    </fieldset>
  );
}

/** The resources as the page of prices lists them: by the kind of work that they are sold for first. */
function inOrder(resources: Catalog["resources"]): Catalog["resources"] {
  return [...new Set(KINDS_OF_WORK.flatMap((kind) => resources.filter(({ kinds }) => kinds.includes(kind))))];
}

interface FieldsProps {
  readonly catalog: Catalog;
  readonly input: (name: string) => {
    readonly name: string;
    readonly value: string;
    readonly onChange: (text: string) => void;
  };
  readonly errors: { readonly [name: string]: string | undefined };
}

function Prices({ catalog: { resources }, input, errors }: FieldsProps) {
  return inOrder(resources).map(({ resource, title, unit, rateNanos, priceShape }) => {
    const name = rateField(resource);
    return (
      <Field key={resource} label={`${title}, ${UNIT_WORDS[unit]}`} error={errors[name]}>
        <TextInput
          {...input(name)}
          isNumeric
          autoComplete="off"
          placeholder={priceShape === null && rateNanos === null ? "Not sold" : costText({ rateNanos, priceShape })}
        />
      </Field>
    );
  });
}

const AS_THE_PLAN = { value: "", label: "As the plan" };

const FEATURES = [AS_THE_PLAN, { value: "yes", label: "Yes" }, { value: "no", label: "No" }];

function Values({ catalog: { entitlements, plans }, input, errors, plan }: FieldsProps & { readonly plan: string }) {
  const now = plans.find((each) => each.plan === plan)?.entitlements;
  return entitlements.map(({ entitlement, title, kind }) => {
    const name = valueField(entitlement);
    const props = input(name);
    const { value, onChange } = props;
    return (
      <Field key={entitlement} label={title} error={errors[name]}>
        {kind === "limit" ? (
          <TextInput {...props} isNumeric autoComplete="off" placeholder={valueWords(now?.[entitlement])} />
        ) : (
          <NativeSelect
            label={title}
            value={value}
            onChange={onChange}
            options={kind === "feature" ? FEATURES : choicesOf(plans, entitlement)}
          />
        )}
      </Field>
    );
  });
}

/** The values that the plans have. A contract agrees on one of them. */
function choicesOf(plans: Catalog["plans"], entitlement: string) {
  const values = new Set(plans.flatMap(({ entitlements }) => entitlements[entitlement] ?? []).map(String));
  return [AS_THE_PLAN, ...[...values].map((value) => ({ value, label: valueWords(value) }))];
}

const CREDIT_WORDS: Readonly<Record<(typeof CREDITS)[number], string>> = {
  once: "At the start",
  month: "Each month",
};

const KINDS = [
  { value: "promotional", label: "Promotional" },
  { value: "paid", label: "Paid" },
];

function Credits({ input, errors }: FieldsProps) {
  return CREDITS.map((every) => {
    const amount = creditField(every, "amount");
    const days = creditField(every, "days");
    const kind = input(creditField(every, "kind"));
    const words = CREDIT_WORDS[every];
    return (
      <div key={every} className="flex flex-col gap-3">
        <Field label={words} error={errors[amount]}>
          <TextInput {...input(amount)} isNumeric inputMode="decimal" autoComplete="off" placeholder="None" />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Expires after days" error={errors[days]}>
            <TextInput {...input(days)} isNumeric inputMode="numeric" autoComplete="off" placeholder="Never" />
          </Field>
          <Field label="Kind">
            <NativeSelect
              label={`Kind of credit, ${words.toLowerCase()}`}
              value={kind.value}
              onChange={kind.onChange}
              options={KINDS}
            />
          </Field>
        </div>
      </div>
    );
  });
}
