import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { TextInput } from "./text-input.tsx";

type PasswordInputProps = Omit<ComponentProps<typeof TextInput>, "type" | "icon" | "isNumeric"> & {
  /** `current-password` or `new-password`, for the password manager of the browser. */
  readonly autoComplete: "current-password" | "new-password";
};

/** A text field for a password, with a button that shows it. Use it inside a `Field`, which names it. */
export function PasswordInput(input: PasswordInputProps) {
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <span className="relative flex min-w-0">
      <TextInput
        {...input}
        type={isShown ? "text" : "password"}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className="pr-9"
      />
      <button
        type="button"
        aria-label="Show the password"
        aria-pressed={isShown}
        onClick={() => setIsShown((was) => !was)}
        className="absolute inset-y-0 right-0 inline-flex w-8 items-center justify-center rounded-base text-muted hover:text-text focus-visible:-outline-offset-2"
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      </button>
    </span>
  );
}
