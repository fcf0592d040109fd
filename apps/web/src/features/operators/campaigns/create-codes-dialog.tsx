import { Download } from "lucide-react";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button, buttonLook } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { trpcClient } from "../../../data/trpc.ts";
import { type Campaign, codesLeft } from "./campaign-words.tsx";

interface CreateCodesDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onChanged: () => unknown;
}

/** Creates codes of a campaign, and shows them once. */
export function CreateCodesDialog({ campaign, onClose, onChanged }: CreateCodesDialogProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const onCreated = (created: readonly string[]): void => {
    setCodes(created);
    void onChanged();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={codes === null ? "Create codes" : "Store the codes now"}
      description={
        codes === null ? campaign.name : "They are shown this once. Nobody can read them again, not even Scrip."
      }
      {...(codes !== null && {
        actions: (
          <Button look="primary" onClick={onClose}>
            I have stored them
          </Button>
        ),
      })}
    >
      {codes === null ? (
        <CodesForm campaign={campaign} onCreated={onCreated} />
      ) : (
        <Codes codes={codes} name={campaign.name} />
      )}
    </Dialog>
  );
}

const MOST = 1000;

/** What the form opens with, if the campaign can have any number. */
const FIRST_COUNT = 100;

interface CodesFormProps {
  readonly campaign: Campaign;
  readonly onCreated: (codes: readonly string[]) => void;
}

function CodesForm({ campaign: terms, onCreated }: CodesFormProps) {
  const { campaign, amount, uses } = terms;
  const left = codesLeft(terms);
  const most = Math.min(MOST, left ?? MOST);
  const { form, values, input, errors } = useForm({
    initial: { count: String(Math.min(most, left ?? FIRST_COUNT)) },
    check: ({ count }) => ({ count: countOf(count, most) === null ? `Enter a number from 1 to ${most}.` : undefined }),
    send: ({ count }) => trpcClient.codes.create.mutate({ campaign, count: countOf(count, most) ?? 1 }),
    onDone: ({ codes }) => onCreated(codes),
  });
  const count = countOf(values.count, most);
  return (
    <Form {...form} label="Codes" submit="Create the codes">
      <Field label="How many" error={errors.count} hint={hintOf(left)} hasRoom>
        <TextInput {...input("count")} isNumeric inputMode="numeric" autoComplete="off" />
      </Field>
      <p aria-live="polite" className="text-14 empty:hidden">
        {count !== null && (
          <>
            {count === 1 ? "It gives" : `These ${count.toLocaleString("en-US")} codes give`}{" "}
            {uses === null ? (
              <>
                <Money micros={amount} kind="exact" /> for each redemption.
              </>
            ) : (
              <>
                at most <Money micros={BigInt(amount) * BigInt(uses) * BigInt(count)} kind="exact" />.
              </>
            )}
          </>
        )}
      </p>
    </Form>
  );
}

const hintOf = (left: number | null): string =>
  left === null ? `At most ${MOST} at once.` : `At most ${MOST} at once; the campaign can have ${left} more.`;

function countOf(text: string, most: number): number | null {
  const count = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : null;
}

function Codes({ codes, name }: { readonly codes: readonly string[]; readonly name: string }) {
  const text = codes.join("\n");
  const file = `data:text/csv;charset=utf-8,${encodeURIComponent(`code\r\n${codes.join("\r\n")}\r\n`)}`;
  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label="The codes"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls the list.
        tabIndex={0}
        className="max-h-60 overflow-y-auto rounded-base border border-line bg-sunken px-3 py-2 focus-visible:-outline-offset-2"
      >
        <pre className="font-mono text-13 select-all">{text}</pre>
      </section>
      <div className="flex flex-wrap items-center gap-2">
        <a href={file} download={`${fileName(name)}.csv`} className={buttonLook()}>
          <Download aria-hidden="true" size={16} strokeWidth={1.75} />
          Save as CSV
        </a>
        <CopyButton text={text} label="Copy the codes" />
        <span className="text-13 text-muted figures">
          {codes.length === 1 ? "1 code" : `${codes.length.toLocaleString("en-US")} codes`}
        </span>
      </div>
    </div>
  );
}

const fileName = (name: string): string => `codes-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
