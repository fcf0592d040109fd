import { useEffect, useRef, useState } from "react";

const REST_MS = 350;

/**
 * The text of a field, which is reported when the typing pauses.
 * @param value the text outside the field, such as in the address; if it changes, the field follows
 * @param report must be stable
 */
export function useDebouncedText(value: string, report: (text: string) => void) {
  const [text, setText] = useState(value);
  const [reported, setReported] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (reported !== value) {
    setReported(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string, isComplete: boolean) => {
    setText(next);
    clearTimeout(timer.current);
    const reportNow = () => {
      setReported(next.trim());
      report(next.trim());
    };
    if (isComplete) reportNow();
    else timer.current = setTimeout(reportNow, REST_MS);
  };
  return { text, change };
}
