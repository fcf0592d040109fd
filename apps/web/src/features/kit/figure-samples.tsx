import { Badge } from "../../components/ui/badge.tsx";
import { Card } from "../../components/ui/card.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { LiveDot } from "../../components/ui/live-dot.tsx";
import { Meter } from "../../components/ui/meter.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Stat } from "../../components/ui/stat.tsx";
import { Sample, Samples } from "./section.tsx";

const TONES = ["neutral", "accent", "good", "warn", "bad", "promo", "paid"] as const;

export function FigureSamples() {
  return (
    <>
      <Card>
        <div className="flex flex-col gap-6">
          <Stat label="Available" size="large" note="Lasts 3 days at the pace of what runs now.">
            <Money micros="1234567890" kind="available" />
          </Stat>
          <Meter
            label="Credit"
            parts={[
              { key: "promo", role: "promo", label: "Promotional", micros: "25000000" },
              { key: "paid", role: "paid", label: "Paid", micros: "1209567890" },
              { key: "reserved", role: "reserved", label: "On hold", micros: "310000000" },
              { key: "owed", role: "owed", label: "Owed", micros: "4120001" },
            ]}
          />
        </div>
      </Card>
      <Samples>
        <Sample name="meter of nothing">
          <div className="w-full">
            <Meter label="No credit" parts={[{ key: "paid", role: "paid", label: "Paid", micros: "0" }]} />
          </div>
        </Sample>
        <Sample name="meter without its legend">
          <div className="w-full">
            <Meter
              label="Grant"
              hasLegend={false}
              parts={[
                { key: "used", role: "used", label: "Used", micros: "6000000" },
                { key: "reserved", role: "reserved", label: "On hold", micros: "2000000" },
                { key: "expiring", role: "expiring", label: "Expiring", micros: "1000000" },
                { key: "paid", role: "paid", label: "Paid", micros: "11000000" },
              ]}
            />
          </div>
        </Sample>
        <Sample name="stat">
          <Stat label="Running now" note="$11.97 / h">
            3
          </Stat>
        </Sample>
        <Sample name="badges">
          {TONES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </Sample>
        <Sample name="badges of states">
          <Badge tone="good" hasDot>
            Running
          </Badge>
          <Badge tone="warn" hasDot>
            Paused
          </Badge>
          <Badge tone="bad" hasDot>
            Failed
          </Badge>
        </Sample>
        <Sample name="live, connecting, offline">
          <LiveDot connection="live" />
          <LiveDot connection="connecting" />
          <LiveDot connection="offline" age="3 minutes ago" />
        </Sample>
        <Sample name="names and values">
          <div className="w-full">
            <DescriptionList
              items={[
                { name: "Resource", value: "gpu.h100-80gb" },
                { name: "Rate", value: <Money micros="3990000" unit=" / h" /> },
                { name: "Amount", value: <Money micros="1330000" kind="exact" /> },
              ]}
            />
          </div>
        </Sample>
      </Samples>
    </>
  );
}
