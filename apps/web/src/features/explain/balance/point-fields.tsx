import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { instantOf, localText } from "./local-time.ts";

interface PointFieldsProps {
  readonly point: string | undefined;
  /** The instant and the entry of the point, once the balance is loaded. */
  readonly at: string | undefined;
  readonly seq: number | undefined;
  readonly onPoint: (point: string) => void;
}

/**
 * A form for a local date and time, or for the number of an entry. The field that a person changed last counts. The
 * form keeps the point that it starts with, so another point needs a new form.
 */
export function PointFields({ point, at, seq, onPoint }: PointFieldsProps) {
  const wasEntry = point !== undefined && /^\d+$/.test(point);
  const [time] = useState(localText(wasEntry ? at : point));
  const [entry] = useState(wasEntry ? point : `${seq ?? ""}`);
  const [typed, setTyped] = useState({ time, entry });
  const instant = instantOf(typed.time);
  const isEntry = /^[1-9]\d{0,14}$/.test(typed.entry);
  const next = typed.entry !== entry ? (isEntry ? typed.entry : undefined) : typed.time !== time ? instant : undefined;
  return (
    <form
      className="grid items-end gap-3 tablet:grid-cols-[minmax(0,1fr)_8rem_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== undefined) onPoint(next);
      }}
    >
      <Field label="Date and time">
        <TextInput
          type="datetime-local"
          step={1}
          value={typed.time}
          onChange={(text) => setTyped({ time: text, entry })}
        />
      </Field>
      <Field label="Or entry">
        <TextInput
          inputMode="numeric"
          isNumeric
          value={typed.entry}
          onChange={(text) => setTyped({ time, entry: text })}
        />
      </Field>
      <Button type="submit" look="primary">
        Show
      </Button>
    </form>
  );
}
