import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Session } from "../../../shared/contract/user.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest, session } from "../service.ts";
import { dayAndTime } from "../words.ts";
import { deviceWords } from "./deviceWords.ts";
import { Part } from "./Part.tsx";

export const DEVICES = ["devices"];
/** So many are shown at first. */
const FEW = 5;

export function Devices() {
  const devices = useQuery({ queryKey: DEVICES, queryFn: async () => (await rest.call("sessions", {})).items, refetchInterval: 20_000 });
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState(false);
  const items = thisFirst(devices.data ?? []);
  return (
    <Part title="My devices" says="Where you are signed in. If you don’t know one of them, sign it out and change your password.">
      <Trouble error={devices.error} again={() => void devices.refetch()} />
      <ul className="devices" role="list" aria-label="Devices">
        {(all ? items : items.slice(0, FEW)).map((device) => <Device key={device.id} device={device} />)}
      </ul>
      <div className="row">
        {!all && items.length > FEW && <button type="button" className="button quiet" onClick={() => setAll(true)}>Show all {items.length}</button>}
        <button type="button" className="button quiet" onClick={() => setAsking(true)}>Sign out everywhere</button>
      </div>
      {asking && <EverywhereDialog onClose={() => setAsking(false)} />}
    </Part>
  );
}

const thisFirst = (devices: readonly Session[]) => [...devices.filter(({ current }) => current), ...devices.filter(({ current }) => !current)];

function Device({ device: { id, agent, startedAt, at, current } }: { device: Session }) {
  const queries = useQueryClient();
  const name = deviceWords(agent);
  const end = useMutation({
    mutationFn: () => rest.call("endSession", { params: { id } }),
    onSuccess: () => announce(`${name} is signed out`),
    // Also where it was refused: then it is gone already.
    onSettled: () => queries.invalidateQueries({ queryKey: DEVICES }),
  });
  return (
    <li data-device={id}>
      <div>
        <p><strong title={agent}>{name}</strong>{current && <> <span className="tag good">This device</span></>}</p>
        <p className="soft small">Since {dayAndTime(startedAt)} · last used {dayAndTime(at)}</p>
        <Trouble error={end.error} />
      </div>
      {!current && <button type="button" className="button quiet" aria-label={`Sign out: ${name}, since ${dayAndTime(startedAt)}`} aria-disabled={end.isPending} onClick={() => end.isPending || end.mutate()}>Sign out</button>}
    </li>
  );
}

function EverywhereDialog({ onClose }: { onClose: () => void }) {
  const [, go] = useLocation();
  const leave = useMutation({
    mutationFn: () => session.leave("endSessions", {}),
    onSuccess: () => {
      go("/");
      announce("You are signed out on every device");
    },
  });
  return (
    <Dialog title="Sign out everywhere?" onClose={onClose}>
      <p>You are signed out on every device at once, here too. Your password stays as it is.</p>
      <Trouble error={leave.error} />
      <div className="row">
        <button type="button" className="button" aria-disabled={leave.isPending} onClick={() => leave.isPending || leave.mutate()}>Sign out everywhere</button>
        <button type="button" className="button quiet" onClick={onClose}>Close</button>
      </div>
    </Dialog>
  );
}
