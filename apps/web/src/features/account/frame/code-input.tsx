import { type ComponentProps, useEffect, useRef } from "react";
import { TextInput } from "../../../components/ui/text-input.tsx";

interface CodeInputProps extends ComponentProps<typeof TextInput> {
  /** Takes the focus when it appears: the step has no other field. */
  readonly isFirst?: boolean;
}

/** A field for the code of an authenticator app. Phones offer the code of a message. */
export function CodeInput({ isFirst = false, ...input }: CodeInputProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFirst) ref.current?.focus();
  }, [isFirst]);
  return (
    <TextInput
      {...input}
      ref={ref}
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={10}
      placeholder="123 456"
      className="font-mono tracking-widest"
    />
  );
}
