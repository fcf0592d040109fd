import { useEffect, useRef, useState } from "react";

/** Whether the start of a list is visible. The caller puts `mark` there. */
export function useIsAtTop() {
  const mark = useRef<HTMLDivElement>(null);
  const [isAtTop, setIsAtTop] = useState(true);
  useEffect(() => {
    if (mark.current === null) return undefined;
    const observer = new IntersectionObserver(([seen]) => setIsAtTop(seen?.isIntersecting === true));
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, []);
  return { mark, isAtTop };
}
