import { useState } from "react";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { problemOf } from "../../data/problem.ts";
import { KindsField } from "./kinds-field.tsx";
import type { Webhook, WebhookKind } from "./use-webhooks.ts";

/** The terms of a webhook, as its form has them. */
export interface WebhookTerms {
  readonly url: string;
  readonly description: string;
  readonly eventKinds: readonly string[] | null;
}

interface WebhookFormProps<Answer> {
  /** The webhook that changes; a new one if not given. */
  readonly webhook?: Webhook;
  readonly kinds: readonly WebhookKind[];
  readonly send: (terms: WebhookTerms) => Promise<Answer>;
  readonly onDone: (answer: Answer) => unknown;
}

/** The address of a webhook and the events that it receives. */
export function WebhookForm<Answer>({ webhook, kinds, send, onDone }: WebhookFormProps<Answer>) {
  const [chosen, setChosen] = useState(webhook?.eventKinds ?? null);
  const { form, input, errors } = useForm({
    initial: { url: webhook?.url ?? "", description: webhook?.description ?? "" },
    check: ({ url }) => ({
      url: url.trim() === "" ? "Enter an address such as https://example.com/hooks." : undefined,
    }),
    send: ({ url, description }) =>
      send({ url: url.trim(), description: description.trim(), eventKinds: chosen?.length === 0 ? null : chosen }),
    onDone,
    explain: urlError,
  });
  return (
    <Form
      {...form}
      label={webhook === undefined ? "New webhook" : "Webhook"}
      submit={webhook === undefined ? "Create the webhook" : "Save"}
    >
      <Field label="Address" error={errors.url} hint="Begins with https:// and is on the public internet." hasRoom>
        <TextInput {...input("url")} placeholder="https://example.com/hooks" autoComplete="off" />
      </Field>
      <Field label="Description" hint="For people; may stay empty." hasRoom>
        <TextInput {...input("description")} placeholder="Alerts to the on-call channel" />
      </Field>
      <KindsField kinds={kinds} chosen={chosen} onChange={setChosen} />
      {chosen?.length === 0 && <p className="text-13 text-muted">Nothing is chosen, so it receives all events.</p>}
    </Form>
  );
}

/** The server's error about the address, at its field. */
function urlError(error: unknown): { url: string } | undefined {
  const { code, details } = problemOf(error);
  if (code !== "bad_input") return undefined;
  const fields = details.fields as readonly { readonly path: string; readonly message: string }[] | undefined;
  const wrong = fields?.find(({ path }) => path === "url");
  return wrong === undefined ? undefined : { url: `The address ${wrong.message}.` };
}
