/** A person as support sees them, with what can be decided about them. */
import { useState } from "react";
import { Link } from "wouter";
import type { FoundUser } from "../../../shared/contract/user.ts";
import { announce } from "../parts/announce.tsx";
import { rest, session } from "../service.ts";
import { useStore } from "../useStore.ts";
import { inWords, mediumNight } from "../words.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { RoleDialog } from "./RoleDialog.tsx";
import { useAcceptUser } from "./useUsers.ts";
import { maySuspend, roleChanges } from "./userRights.ts";

export function UserCard({ user }: { user: FoundUser }) {
  const { id, name, email, roles, verified, suspended, createdAt } = user;
  const state = useStore(session);
  const me = state.status === "signed-in" ? state.user : undefined;
  const [asking, setAsking] = useState<"suspend" | "restore" | "role">();
  const accept = useAcceptUser();
  const close = () => setAsking(undefined);
  const suspend = async (reason: string) => {
    accept(await rest.call("suspendUser", { params: { id }, body: { reason } }));
    announce(`${name} is suspended`);
  };
  const restore = async (reason: string) => {
    accept(await rest.call("restoreUser", { params: { id }, body: { reason } }));
    announce(`${name} may sign in again`);
  };
  return (
    <li className="person card" data-user={id} data-suspended={suspended}>
      <div className="row head">
        <h3>{name}{me?.id === id && <span className="soft"> (you)</span>}</h3>
        <div className="tags">
          {suspended && <span className="tag bad">Suspended</span>}
          {!verified && <span className="tag lamp">Not verified</span>}
          {roles.map((role) => <span key={role} className="tag">{inWords(role)}</span>)}
        </div>
      </div>
      <p className="person-facts"><a href={`mailto:${email}`}>{email}</a><br /><span className="soft small">Registered {mediumNight(createdAt.slice(0, 10))}<br /><code>{id}</code></span></p>
      <div className="row spread">
        <Link href={`/ops?personId=${id}`} aria-label={`What ${name} did`}>What they did</Link>
        <span className="row">
          {me && roleChanges(me, user).length > 0 && <button type="button" className="button quiet" aria-label={`Change roles of ${name}`} onClick={() => setAsking("role")}>Change roles</button>}
          {me && suspended && <button type="button" className="button" aria-label={`Restore ${name}`} onClick={() => setAsking("restore")}>Restore</button>}
          {me && !suspended && maySuspend(me, user) && <button type="button" className="button quiet" aria-label={`Suspend ${name}`} onClick={() => setAsking("suspend")}>Suspend</button>}
        </span>
      </div>
      {asking === "suspend" && <ReasonDialog title={`Suspend ${name}?`} label="Why" hint="Kept in the feed, with your number" button="Suspend" act={suspend} onClose={close}><p>They are signed out on every device at once and can’t sign in until they are restored. What is booked or listed stays as it is.</p></ReasonDialog>}
      {asking === "restore" && <ReasonDialog title={`Restore ${name}?`} label="Why" hint="Kept in the feed, with your number" button="Restore" act={restore} onClose={close}><p>They can sign in again from now on.</p></ReasonDialog>}
      {asking === "role" && me && <RoleDialog user={user} changes={roleChanges(me, user)} onChanged={accept} onClose={close} />}
    </li>
  );
}
