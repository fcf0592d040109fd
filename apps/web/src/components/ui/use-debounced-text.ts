import { useEffect, useRef, useState } from "react";

const REST_MS = 350;

/**
 * A text that is typed into a field and told when the typing rests.
 * @param value what it is elsewhere, such as in the address; a change there changes the field
 * @param tell stable
 */
export function useDebouncedText(value: string, tell: (text: string) => void) {
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (told !== value) {
    setTold(value);
    setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string, isWhole: boolean) => {
    setText(next);
    clearTimeout(timer.current);
    const tellIt = () => {
      setTold(next.trim());
      tell(next.trim());
    };
    if (isWhole) tellIt();
    else timer.current = setTimeout(tellIt, REST_MS);
  };
  return { text, change };
}
