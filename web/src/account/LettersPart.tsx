import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Language, LetterTopic, type Me } from "../../../shared/contract/user.ts";
import { Select } from "../parts/Field.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { Part } from "./Part.tsx";
import { LANGUAGE_WORDS, TOPIC_WORDS } from "./topicWords.ts";

/** Which letters there are to choose from: a host's only for hosts. */
const topicsFor = ({ roles }: Me) => LetterTopic.options.filter((topic) => topic !== "alerts" || roles.includes("host"));

export function LettersPart({ me }: { me: Me }) {
  const queries = useQueryClient();
  const topics = topicsFor(me);
  const choose = useMutation({
    mutationFn: async (form: FormData) => {
      const chosen = topics.filter((topic) => form.has(topic) !== me.letters[topic]); // the rest may have been ended by a letter meanwhile
      const letters = Object.fromEntries(chosen.map((topic) => [topic, form.has(topic)]));
      const changed = await rest.call("changeMe", { body: { language: Language.parse(form.get("language")), letters } });
      queries.setQueryData(["me", changed.id], changed);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!choose.isPending) choose.mutate(new FormData(event.currentTarget));
  };
  return (
    <Part title="My letters" says="What belongs to a booking, to its money or to your account always comes. The rest is up to you.">
      <form className="account-letters" onSubmit={submit} onChange={() => choose.isSuccess && choose.reset()}>
        <Select label="Language of letters" name="language" defaultValue={me.language}>
          {Language.options.map((language) => <option key={language} value={language} lang={language}>{LANGUAGE_WORDS[language]}</option>)}
        </Select>
        <fieldset>
          <legend>Also send me</legend>
          {topics.map((topic) => (
            <label key={topic} className="check">
              <input type="checkbox" name={topic} defaultChecked={me.letters[topic]} />
              <span>{TOPIC_WORDS[topic].title} <span className="soft">{TOPIC_WORDS[topic].says}</span></span>
            </label>
          ))}
        </fieldset>
        <div><button type="submit" className="button quiet" aria-disabled={choose.isPending}>Save letters</button></div>
      </form>
      <Trouble error={choose.error} />
      <p className="saved" role="status">{choose.isSuccess && "Saved"}</p>
    </Part>
  );
}
