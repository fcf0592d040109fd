import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Card } from "../../components/ui/card.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useOrg } from "../../data/org.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpc, trpcClient } from "../../data/trpc.ts";
import { checkTexts, type Thresholds, type ThresholdTexts, textsOf, thresholdsOf } from "./threshold-texts.ts";

/** From when the organization is alerted: the balance, the runway and credit that expires. */
export function ThresholdsCard() {
  const { id: org, role } = useOrg();
  const { data, error, refetch } = useQuery(trpc.alerts.get.queryOptions({ org }));
  return (
    <Card title="When to alert">
      {data === undefined && error === null && <Skeleton className="h-32 w-full" />}
      {data === undefined && error !== null && (
        <ErrorState title="The thresholds could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined &&
        (roleHas(role, "budgets:write") ? <ThresholdsForm org={org} settings={data} /> : <Shown {...data} />)}
    </Card>
  );
}

function ThresholdsForm({ org, settings }: { readonly org: string; readonly settings: Thresholds }) {
  const { form, input, errors } = useForm<ThresholdTexts, Thresholds>({
    initial: textsOf(settings),
    check: checkTexts,
    send: (texts) => trpcClient.alerts.set.mutate({ org, ...thresholdsOf(texts) }),
    onDone: (answer) => {
      queryClient.setQueryData(trpc.alerts.get.queryOptions({ org }).queryKey, answer);
      toast({ title: "The thresholds are saved", tone: "good" });
    },
  });
  return (
    <Form {...form} label="When to alert" submit="Save">
      <p className="mb-1 max-w-[64ch] text-14 text-pretty text-muted">
        These hold for the whole organization. An empty field means no such notice.
      </p>
      <div className="grid gap-x-4 gap-y-1 tablet:grid-cols-3">
        <Field label="Balance below, in dollars" hint="Available credit." error={errors.balanceBelow} hasRoom>
          <TextInput {...input("balanceBelow")} inputMode="decimal" autoComplete="off" isNumeric maxLength={12} />
        </Field>
        <Field label="Runway below, in hours" hint="At the present rate." error={errors.runwayHours} hasRoom>
          <TextInput {...input("runwayHours")} inputMode="numeric" autoComplete="off" isNumeric maxLength={6} />
        </Field>
        <Field label="Credit expires within, in days" hint="Credit not used yet." error={errors.expiryDays} hasRoom>
          <TextInput {...input("expiryDays")} inputMode="numeric" autoComplete="off" isNumeric maxLength={6} />
        </Field>
      </div>
    </Form>
  );
}

function Shown({ balanceBelow, runwayHours, expiryDays }: Thresholds) {
  return (
    <DescriptionList
      items={[
        {
          name: "Balance below",
          value: balanceBelow === null ? "No notice" : <Money micros={balanceBelow} kind="available" />,
        },
        { name: "Runway below", value: runwayHours === null ? "No notice" : `${runwayHours} hours` },
        { name: "Credit expires within", value: expiryDays === null ? "No notice" : `${expiryDays} days` },
      ]}
    />
  );
}
