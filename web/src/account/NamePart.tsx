import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Registration } from "../../../shared/contract/user.ts";
import { Field } from "../parts/Field.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { useFocusWrong } from "../parts/useFocusWrong.ts";
import { rest, session } from "../service.ts";
import { Part } from "./Part.tsx";

export function NamePart({ name }: { name: string }) {
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: async (form: FormData) => {
      const me = await rest.call("changeMe", { body: Registration.pick({ name: true }).parse(Object.fromEntries(form)) });
      queries.setQueryData(["me", me.id], me);
      // The token carries the name that the menu shows.
      await session.refresh().catch(() => undefined);
    },
  });
  useFocusWrong(rename.error);
  const problems = fieldProblems(rename.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!rename.isPending) rename.mutate(new FormData(event.currentTarget));
  };
  return (
    <Part title="My name" says="Hosts and guests you book with see it.">
      <form className="account-name" onSubmit={submit} onChange={() => rename.isSuccess && rename.reset()} noValidate>
        <Field label="Name" name="name" autoComplete="name" required maxLength={80} defaultValue={name} problem={problems["name"] && "Tell us your name"} />
        <button type="submit" className="button quiet" aria-disabled={rename.isPending}>Save</button>
      </form>
      {rename.error && !problems["name"] && <Trouble error={rename.error} />}
      <p className="saved" role="status">{rename.isSuccess && "Saved"}</p>
    </Part>
  );
}
