import { Building2 } from "lucide-react";
import { EmptyState } from "../components/ui/empty-state.tsx";
import { PersonMenu } from "./person-menu.tsx";

/** The page of a person who is signed in and belongs to no organization yet. */
export function NoOrganization() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-160 p-4 pt-24">
      <h1 tabIndex={-1} className="sr-only">
        No organization
      </h1>
      <EmptyState icon={Building2} title="You are not a member of an organization yet" action={<PersonMenu />}>
        An owner can invite you. On a development server, npm start makes two organizations to try.
      </EmptyState>
    </main>
  );
}
