import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { Field } from "../../components/ui/field.tsx";
import { PasswordInput } from "../../components/ui/password-input.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { ApiError } from "../../data/api-request.ts";
import { Sample } from "./section.tsx";

const REFUSED = new ApiError("The address already has an account.", {
  httpStatus: 409,
  scrip: { code: "bad_input", details: {}, requestId: "r-1", retryAfterMs: null },
});

/** Forms: as they open, and after a refusal that belongs to no field. */
export function FormSamples() {
  return (
    <>
      <SampleForm name="a form" />
      <SampleForm name="a form that was refused" error={REFUSED} isWide />
    </>
  );
}

interface SampleFormProps {
  readonly name: string;
  readonly error?: unknown;
  readonly isWide?: boolean;
}

function SampleForm({ name, error = null, isWide = false }: SampleFormProps) {
  const { form, input, errors } = useForm({
    initial: { name: "Ada", secret: "correct horse" },
    check: (values) => ({ name: values.name === "" ? "Enter a name." : undefined }),
    send: () => Promise.resolve(),
  });
  return (
    <Sample name={name}>
      <div className="w-full max-w-80">
        <Form {...form} error={form.error ?? error} label={name} submit="Save" isWide={isWide}>
          <Field label="Name" error={errors.name} hasRoom>
            <TextInput {...input("name")} />
          </Field>
          <Field label="Password" hint="At least 12 characters." hasRoom>
            <PasswordInput {...input("secret")} autoComplete="new-password" />
          </Field>
        </Form>
      </div>
    </Sample>
  );
}
