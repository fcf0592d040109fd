import { EmailChoices } from "./email-choices.tsx";
import { ThresholdsCard } from "./thresholds-card.tsx";

/** When the organization is alerted, and what the reader gets by e-mail. */
export function AlertsPage() {
  return (
    <div className="flex flex-col gap-6">
      <ThresholdsCard />
      <EmailChoices />
    </div>
  );
}
