import { useEffect, useRef, useState } from "react";

/** Whether the beginning of something can be seen; `mark` stands there. */
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
