import { entryLink } from "../../../components/activity/entry-link.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";

/** A link to an entry within a sentence, such as "entry 12". */
export function EntryLink({ seq }: { readonly seq: number }) {
  return (
    <TextLink {...entryLink(seq)} isInText>
      entry {seq.toLocaleString("en-US")}
    </TextLink>
  );
}
