import { Field } from "@base-ui/react/field";
import { classes } from "./classes.ts";
import { CONTROL_LOOK } from "./text-input.tsx";

interface TextAreaProps {
  readonly name?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly maxLength?: number;
}

/** A text field of several lines. Use it inside a `Field`, which names it. */
export function TextArea({ onChange, ...area }: TextAreaProps) {
  return (
    <Field.Control
      {...area}
      render={<textarea rows={3} />}
      onValueChange={(text) => onChange(text)}
      className={classes(CONTROL_LOOK, "h-auto min-h-18 resize-y py-1.5")}
    />
  );
}
