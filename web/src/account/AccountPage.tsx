import "../style/account.css";
import { useQuery } from "@tanstack/react-query";
import { Redirect } from "wouter";
import { signInPath } from "../parts/Only.tsx";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest, session } from "../service.ts";
import { useStore } from "../useStore.ts";
import { DeletePart } from "./DeletePart.tsx";
import { Devices } from "./Devices.tsx";
import { EmailPart } from "./EmailPart.tsx";
import { ExportPart } from "./ExportPart.tsx";
import { LettersPart } from "./LettersPart.tsx";
import { NamePart } from "./NamePart.tsx";
import { PasswordPart } from "./PasswordPart.tsx";

/** For whoever is signed in, whatever they may do else. */
export default function AccountPage() {
  const state = useStore(session);
  const userId = state.status === "signed-in" ? state.user.id : undefined;
  const me = useQuery({ queryKey: ["me", userId], queryFn: () => rest.call("me", {}), enabled: userId !== undefined });
  if (state.status === "signed-out") return <Redirect to={signInPath("/account")} replace />;
  if (state.status === "unknown" || me.isPending) return <Page title="Loading" waiting />;
  return (
    <Page key="account" title="My account" className="account">
      <Trouble error={me.error} again={() => void me.refetch()} />
      {me.data && <NamePart name={me.data.name} />}
      {me.data && <EmailPart email={me.data.email} />}
      {me.data && <LettersPart me={me.data} />}
      <PasswordPart email={me.data?.email} />
      <Devices />
      <ExportPart />
      <DeletePart />
    </Page>
  );
}
