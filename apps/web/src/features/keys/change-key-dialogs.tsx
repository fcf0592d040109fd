import { useMutation } from "@tanstack/react-query";
import { Form } from "../../components/form/form.tsx";
import { useForm } from "../../components/form/use-form.ts";
import { CeilingField, ceilingOf, ceilingProblem } from "../../components/keys/ceiling-field.tsx";
import { ceilingText, type Key, revokedWords } from "../../components/keys/key-words.ts";
import { Button } from "../../components/ui/button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { toast } from "../../components/ui/toast.ts";
import { useNowAs } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { trpcClient } from "../../data/trpc.ts";
import { relativeWords } from "../../words/time-words.ts";

interface ChangeProps {
  readonly apiKey: Key;
  readonly onClose: () => void;
  readonly onChanged: () => unknown;
}

/** Gives a key another name. */
export function RenameKeyDialog({ apiKey, onClose, onChanged }: ChangeProps) {
  const org = useOrg();
  const { form, input, errors } = useForm({
    initial: { name: apiKey.name },
    check: ({ name }) => ({ name: name.trim() === "" ? "Enter a name." : undefined }),
    send: ({ name }) => trpcClient.keys.rename.mutate({ org: org.id, key: apiKey.key, name: name.trim() }),
    onDone: () => {
      onChanged();
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Rename ${apiKey.name}`}>
      <Form {...form} label="Rename" submit="Rename">
        <Field label="Name" error={errors.name} hasRoom>
          <TextInput {...input("name")} />
        </Field>
      </Form>
    </Dialog>
  );
}

/** Sets the ceiling of a key, or takes it away. */
export function LimitKeyDialog({ apiKey, onClose, onChanged }: ChangeProps) {
  const org = useOrg();
  const { form, input, errors } = useForm({
    initial: { ceiling: ceilingText(apiKey.dailyCeiling) },
    check: ({ ceiling }) => ({ ceiling: ceilingProblem(ceiling) }),
    send: ({ ceiling }) =>
      trpcClient.keys.setCeiling.mutate({ org: org.id, key: apiKey.key, dailyCeiling: ceilingOf(ceiling) }),
    onDone: () => {
      toast({ title: `The ceiling of ${apiKey.name} is set`, tone: "good" });
      onChanged();
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Ceiling of ${apiKey.name}`}
      description="It holds from the next command on. What the key used today counts already."
    >
      <Form {...form} label="Ceiling" submit="Set the ceiling">
        <CeilingField input={input("ceiling")} error={errors.ceiling} />
      </Form>
    </Dialog>
  );
}

/** Asks before a key is revoked, and says what stops. */
export function RevokeKeyDialog({ apiKey, onClose, onChanged }: ChangeProps) {
  const org = useOrg();
  const { lastUsedAt } = apiKey;
  const lastUsed = useNowAs((now) => (lastUsedAt === null ? "" : relativeWords(Date.parse(lastUsedAt), now)));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => trpcClient.keys.revoke.mutate({ org: org.id, key: apiKey.key }),
    onSuccess: () => {
      toast({ title: `${apiKey.name} is revoked`, tone: "good" });
      onChanged();
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Revoke ${apiKey.name}?`}
      description="This cannot be undone."
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            Keep it
          </Button>
          <Button look="danger" isLoading={isPending} onClick={() => mutate()}>
            Revoke the key
          </Button>
        </>
      }
    >
      <p className="max-w-[60ch]">{revokedWords(lastUsed)}</p>
      <div role="alert" className="mt-3 text-13 text-bad empty:hidden">
        {error !== null && problemOf(error).message}
      </div>
    </Dialog>
  );
}
