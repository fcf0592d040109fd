import { useState } from "react";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Field } from "../../components/ui/field.tsx";
import { NativeSelect } from "../../components/ui/native-select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { problemOf } from "../../data/problem.ts";
import { queryClient } from "../../data/query-client.ts";
import { trpcClient } from "../../data/trpc.ts";
import type { Redeemed } from "./redeemed.ts";

interface RedeemFormProps {
  readonly code: string;
  /** The organizations for which the person may redeem codes. */
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  /** The one that the form opens with. */
  readonly org: string;
  readonly onRedeemed: (redeemed: Redeemed) => void;
}

/** Every failure of a code has this one answer, so that nobody learns by trying which codes exist. */
const NOT_VALID =
  "This code adds nothing here. It may be mistyped, used up, expired, or not for the plan of this organization.";

export function RedeemForm({ code, organizations, org, onRedeemed }: RedeemFormProps) {
  const keys = useIntentKeys();
  const { form, input, errors } = useForm({
    initial: { code, org },
    check: (values) => ({ code: values.code.trim() === "" ? "Enter the code." : undefined }),
    send: async ({ code: typed, org: chosen }) => {
      const text = typed.trim();
      const idempotencyKey = keys.of(`${chosen} ${text}`);
      const answer = await trpcClient.codes.redeem.mutate({ org: chosen, code: text, idempotencyKey });
      const name = organizations.find(({ id }) => id === chosen)?.name ?? "";
      return { ...answer, organization: { id: chosen, name } };
    },
    onDone: async (redeemed) => {
      onRedeemed(redeemed);
      await queryClient.invalidateQueries();
    },
    explain: (error) => {
      const { code: refusal, kind } = problemOf(error);
      // Without an answer, the same key must be sent again.
      if (kind !== "offline") keys.clear();
      return refusal === "code_not_valid" ? { code: NOT_VALID } : undefined;
    },
  });
  return (
    <Form {...form} label="Redeem a code" submit="Redeem" isWide>
      <Field label="Code" error={errors.code} hasRoom>
        <TextInput
          {...input("code")}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={200}
        />
      </Field>
      {organizations.length > 1 && (
        <Field label="For" hasRoom>
          <NativeSelect
            label="For"
            value={input("org").value}
            onChange={input("org").onChange}
            options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
    </Form>
  );
}

/** One idempotency key for each intent, so that a second press redeems nothing twice. */
function useIntentKeys() {
  const [keys] = useState(() => new Map<string, string>());
  return {
    of: (intent: string): string => {
      const key = keys.get(intent) ?? crypto.randomUUID();
      keys.set(intent, key);
      return key;
    },
    clear: () => keys.clear(),
  };
}
