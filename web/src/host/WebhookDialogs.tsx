/** What is asked before a webhook's secret is made anew, or it is deleted. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ROTATION_HOURS, type Webhook } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { plural } from "../words.ts";
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
  if (rotate.data) return <Dialog key="secret" title="The new secret" staysOpen onClose={onClose}><Secret secret={rotate.data.secret} onClose={onClose} /></Dialog>;
  return (
    <Dialog title="Make a new secret?" onClose={onClose}>
      <p>Messages to {calledAt(url)} are signed with both secrets for {ROTATION_HOURS} hours: change it in your system in that time.</p>
      {previousSecretUntil && <p className="notice lamp">It was changed within the last day. The secret before it, which still signs as well, ends at once.</p>}
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
    // The card goes, and this dialog in it: so the focus goes to the page's heading, not to a button that is about to go.
    onSuccess: () => {
      queries.setQueryData<Webhook[]>(webhooksQuery.queryKey, (items) => items?.filter((one) => one.id !== id));
      announce(`${calledAt(url)} is deleted`);
      return queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
    },
  });
  return (
    <Dialog title="Delete this webhook?" onClose={onClose}>
      <p>{calledAt(url)} is told nothing more{waiting > 0 && `, and ${plural(waiting, "message that waits is", "messages that wait are")} never sent`}. Its secret ends, and the list of what it was told is gone.</p>
      <Trouble error={remove.error} />
      <div className="row">
        <button type="button" className="button danger" aria-disabled={remove.isPending} onClick={() => remove.isPending || remove.mutate()}>Delete it</button>
        <button type="button" className="button quiet" onClick={onClose}>Keep it</button>
      </div>
    </Dialog>
  );
}
