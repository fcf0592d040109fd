/** What was booked, as one line of parts. It breaks between parts only, so that no sign is left behind by its amount. */
export function Booked({ parts }: { readonly parts: readonly string[] }) {
  return parts.map((part, index) => (
    <span key={part}>
      <span className="whitespace-nowrap">
        {part}
        {index < parts.length - 1 && ","}
      </span>{" "}
    </span>
  ));
}
