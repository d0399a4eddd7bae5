import { useState } from "react";
import type { FoundUser } from "../../../shared/contract/user.ts";
import { announce } from "../parts/announce.tsx";
import { Select } from "../parts/Field.tsx";
import { rest } from "../service.ts";
import { inWords } from "../words.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import type { RoleChange } from "./userRights.ts";

interface Props {
  user: FoundUser;
  changes: readonly RoleChange[];
  onChanged: (user: FoundUser) => void;
  onClose: () => void;
}

const changeWords = ({ role, granted }: RoleChange) => (granted ? `Give the role ${inWords(role)}` : `Take the role ${inWords(role)}`);

export function RoleDialog({ user: { id, name }, changes, onChanged, onClose }: Props) {
  // Those of when it was opened: what one has begun to choose from stays.
  const [offered] = useState(changes);
  const [chosen, setChosen] = useState(0);
  const change = offered[chosen]!;
  async function act(reason: string): Promise<void> {
    onChanged(await rest.call("changeRole", { params: { id }, body: { ...change, reason } }));
    announce(`${name}: ${inWords(change.role)} ${change.granted ? "given" : "taken"}`);
  }
  return (
    <ReasonDialog title={`Change roles of ${name}`} label="Why" hint="Kept in the feed, with your number" button={changeWords(change)} act={act} onClose={onClose}>
      <Select label="Change" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
        {offered.map((one, at) => <option key={one.role} value={at}>{changeWords(one)}</option>)}
      </Select>
      <p className="soft small">It holds at once on all their devices, without signing them out.</p>
    </ReasonDialog>
  );
}
