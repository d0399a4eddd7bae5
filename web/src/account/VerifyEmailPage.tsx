import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest } from "../service.ts";

/** The link of the letter leads here; opening it verifies the address. */
export function VerifyEmailPage() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const verified = useQuery({
    queryKey: ["verify-email", token],
    queryFn: () => rest.call("verifyEmail", { body: { token } }),
    enabled: token !== "",
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (verified.isLoading) return <Page title="Verifying your address" waiting />;
  if (verified.isSuccess)
    return (
      <Page key="done" title="Your address is verified" className="narrow">
        <p className="lead">Sign in with it to go on.</p>
        <p><Link href="/sign-in" className="button">Sign in</Link></p>
      </Page>
    );
  return (
    <Page key="failed" title="This link does not work" className="narrow">
      {verified.error ? <Trouble error={verified.error} again={() => void verified.refetch()} /> : <p className="lead">The address in the letter is longer: open it as a whole.</p>}
      <p>A link works once and for a while. <Link href="/sign-in">Sign in</Link> where it was used before. For a new one <Link href="/register">register again</Link>, or ask for it in <Link href="/account">your account</Link> where you change your address.</p>
    </Page>
  );
}
