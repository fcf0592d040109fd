import { ArrowUp } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import type { News } from "./history-pages.ts";

interface NewsPillProps {
  readonly news: News | undefined;
  /** Shows the new lines and scrolls to them. */
  readonly onPress: () => void;
}

/** How many new lines wait. They are not shown while a person reads further down, so that the text does not move. */
export function NewsPill({ news, onPress }: NewsPillProps) {
  const count = news?.lines.length ?? 0;
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-[calc(var(--top)+0.25rem)] z-20 flex h-0 justify-center"
    >
      {count > 0 && (
        <Button
          look="primary"
          size="small"
          icon={ArrowUp}
          onClick={onPress}
          className="pointer-events-auto shadow-float"
        >
          {count}
          {news?.isGap === true && "+"} new
        </Button>
      )}
    </div>
  );
}
