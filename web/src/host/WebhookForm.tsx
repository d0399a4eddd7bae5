/** A dialog that adds a webhook, and shows its secret once, or changes one. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { NewWebhook, type Webhook, WebhookChange, WEBHOOK_TYPES, type WebhookType } from "../../../shared/contract/webhook.ts";
import { announce } from "../parts/announce.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Field } from "../parts/Field.tsx";
import { formText } from "../parts/formText.ts";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest } from "../service.ts";
import { Secret } from "./Secret.tsx";
import { families, typeShort } from "./webhookWords.ts";
import { webhooksQuery } from "./webhooksQuery.ts";

interface Props {
  /** A new one where absent. */
  before?: Webhook;
  onClose: () => void;
}

export function WebhookForm({ before, onClose }: Props) {
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string>();
  const [isAll, setAll] = useState(before?.types === undefined);
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const url = formText(form, "url");
      const types = isAll ? undefined : WEBHOOK_TYPES.filter((type) => form.getAll("types").includes(type));
      if (before) return void (await rest.call("changeWebhook", { params: { id: before.id }, body: WebhookChange.parse({ url, types: types ?? null }) }));
      setSecret((await rest.call("createWebhook", { body: NewWebhook.parse({ url, ...(types && { types }) }) })).secret);
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      announce(before ? "The webhook is saved" : "The webhook is added");
      if (before) onClose();
    },
  });
  useFocusWrong(save.error);
  const problems = fieldProblems(save.error);
  const untold = !isAll && problems["types"] !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(new FormData(event.currentTarget));
  };
  if (secret) return <Dialog key="secret" title="Its secret" staysOpen onClose={onClose}><Secret secret={secret} onClose={onClose} /></Dialog>;
  return (
    <Dialog title={before ? "Edit the webhook" : "Add a webhook"} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        <Field label="Address" name="url" type="url" maxLength={2000} defaultValue={before?.url} placeholder="https://" hint="Each thing that happens is sent to it as a POST. It begins with https:// and has a public name, and port 443 or 8443" problem={problems["url"]} spellCheck={false} autoComplete="off" />
        <fieldset>
          <legend>Told of</legend>
          <label className="check"><input type="checkbox" checked={isAll} onChange={(event) => setAll(event.target.checked)} {...(untold && { "aria-invalid": true, "aria-describedby": "types-problem" })} /><span>Everything, also what will be added</span></label>
          {untold && <p className="problem" id="types-problem">Choose everything, or some of what follows</p>}
          {!isAll && <Types chosen={before?.types ?? []} />}
        </fieldset>
        {save.error && Object.keys(problems).length === 0 && <Trouble error={save.error} />}
        <div className="row">
          <button type="submit" className="button" aria-disabled={save.isPending}>{save.isPending ? "One moment …" : before ? "Save" : "Add it"}</button>
          <button type="button" className="button quiet" onClick={onClose}>Close</button>
        </div>
      </form>
    </Dialog>
  );
}

function Types({ chosen }: { chosen: readonly WebhookType[] }) {
  return families.map(({ title, types }) => (
    <div key={title} className="webhook-types" role="group" aria-label={title}>
      <p className="label">{title}</p>
      <div className="chips">
        {types.map((type) => <label key={type} className="chip"><input type="checkbox" name="types" value={type} defaultChecked={chosen.includes(type)} /><span>{typeShort(type)}</span></label>)}
      </div>
    </div>
  ));
}
