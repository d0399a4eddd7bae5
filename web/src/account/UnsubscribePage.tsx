import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { Page } from "../parts/Page.tsx";
import { fieldProblems } from "../parts/saying.ts";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";
import { TOPIC_WORDS } from "./topicWords.ts";

/** Where the API is asked with a link of a letter; a browser is sent here from there. */
export const UNSUBSCRIBE_LINK = "/api/letters/unsubscribe";

/** The link at the foot of a letter leads here. It asks once: programs that look through letters open links, too. */
export function UnsubscribePage() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const found = useQuery({
    queryKey: ["unsubscribing", token],
    queryFn: () => rest.call("unsubscribing", { query: { token } }),
    enabled: token !== "",
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const end = useMutation({ mutationFn: () => rest.call("unsubscribe", { query: { token } }) });
  if (found.isLoading) return <Page title="One moment" waiting />;
  if (!found.data) return <NoLinkPage error={found.error} again={() => void found.refetch()} />;
  const { title, says } = TOPIC_WORDS[found.data.topic];
  if (end.isSuccess || !found.data.wanted) return <EndedPage key="ended" title={title} />;
  return (
    <Page title="No more of these letters?" className="narrow">
      <div className="card form">
        <p><strong>{title}</strong>: letters {says}.</p>
        <p className="soft">Letters about your bookings, their money and your account still come.</p>
        <Trouble error={end.error} />
        <div className="row"><button type="button" className="button" aria-disabled={end.isPending} onClick={() => end.isPending || end.mutate()}>{end.isPending ? "One moment …" : "Don’t send them any more"}</button></div>
      </div>
    </Page>
  );
}

function EndedPage({ title }: { title: string }) {
  return (
    <Page title="You won’t get them any more" className="narrow">
      <p className="lead">Letters of “{title}” are no longer sent to you.</p>
      <p>Did you mean to keep them? Choose them again under “My letters” in <Link href="/account">your account</Link>.</p>
    </Page>
  );
}

/** Trying again helps only where it was not the link. */
function NoLinkPage({ error, again }: { error: unknown; again: () => void }) {
  const isLinkWrong = !error || fieldProblems(error)["query.token"] !== undefined;
  return (
    <Page title="This link does not work" className="narrow">
      {isLinkWrong ? <p className="lead">It is not as it was in the letter, or too old.</p> : <Trouble error={error} again={again} />}
      <p>You can choose your letters in <Link href="/account">your account</Link>, too.</p>
    </Page>
  );
}
