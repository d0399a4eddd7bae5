/** What is asked before a webhook's secret is made anew, or it is deleted. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ROTATION_HOURS, type Webhook } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { Secret } from "./Secret.tsx";
import { calledAt } from "./webhookWords.ts";
import { webhooksQuery } from "./webhooksQuery.ts";

interface Props {
  webhook: Webhook;
  onClose: () => void;
}

export function RotateWebhook({ webhook: { id, url, previousSecretUntil }, onClose }: Props) {
  const queries = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => rest.call("rotateWebhook", { params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      announce("There is a new secret");
    },
  });
  if (rotate.data) return <Dialog title="The new secret" onClose={onClose}><Secret secret={rotate.data.secret} onClose={onClose} /></Dialog>;
  return (
    <Dialog title="Make a new secret?" onClose={onClose}>
      <p>Messages to {calledAt(url)} are signed with both secrets for {ROTATION_HOURS} hours: change it in your system in that time.</p>
      {previousSecretUntil && <p className="notice lamp">It was changed not long ago. The secret that still signs beside the present one ends at once.</p>}
      <Trouble error={rotate.error} />
      <div className="row">
        <button type="button" className="button" aria-disabled={rotate.isPending} onClick={() => rotate.isPending || rotate.mutate()}>New secret</button>
        <button type="button" className="button quiet" onClick={onClose}>Keep this one</button>
      </div>
    </Dialog>
  );
}

export function DeleteWebhook({ webhook: { id, url, waiting }, onClose }: Props) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => rest.call("deleteWebhook", { params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      announce(`${calledAt(url)} is deleted`);
      onClose();
    },
  });
  return (
    <Dialog title="Delete this webhook?" onClose={onClose}>
      <p>{calledAt(url)} is told nothing more{waiting > 0 && `, also not the ${waiting} that ${waiting === 1 ? "waits" : "wait"}`}. Its secret ends, and the list of what it was told is gone.</p>
      <Trouble error={remove.error} />
      <div className="row">
        <button type="button" className="button danger" aria-disabled={remove.isPending} onClick={() => remove.isPending || remove.mutate()}>Delete it</button>
        <button type="button" className="button quiet" onClick={onClose}>Keep it</button>
      </div>
    </Dialog>
  );
}
