import { useState } from "react";

/**
 * A text that a person edits before it applies.
 * @param applied the text that applies, such as from the address; if it changes, the draft follows
 * @param onApply applies a text
 */
export function useDraft(applied: string, onApply: (text: string) => void) {
  const [text, setText] = useState(applied);
  const [last, setLast] = useState(applied);
  if (last !== applied) {
    setLast(applied);
    setText(applied);
  }
  const apply = (next: string): void => {
    setText(next);
    if (next !== applied) onApply(next);
  };
  return { text, setText, apply };
}
