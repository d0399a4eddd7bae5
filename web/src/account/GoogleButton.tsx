import "../style/sign-in.css";
import { useQuery } from "@tanstack/react-query";
import { rest } from "../service.ts";
import { googlePath, rememberGoogle } from "./google.ts";

/** Leads to Google's page, where the service is set up for that. */
export function GoogleButton({ next }: { next: string }) {
  const ways = useQuery({ queryKey: ["sign-in-ways"], queryFn: () => rest.call("signInWays", {}), staleTime: Infinity });
  if (!ways.data?.google) return null;
  return (
    <>
      <p className="or" aria-hidden="true">or</p>
      <a className="button quiet" href={googlePath(next)} onClick={rememberGoogle}>
        <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
          <path fill="#4285f4" d="M17.6 9.2c0-.6 0-1.2-.2-1.8H9v3.5h4.8a4.1 4.1 0 0 1-1.8 2.7v2.3h2.9c1.7-1.6 2.7-3.9 2.7-6.7z" />
          <path fill="#34a853" d="M9 18c2.4 0 4.5-.8 6-2.2l-3-2.2a5.4 5.4 0 0 1-8-2.9H1V13a9 9 0 0 0 8 5z" />
          <path fill="#fbbc05" d="M4 10.7a5.4 5.4 0 0 1 0-3.4V5H1a9 9 0 0 0 0 8z" />
          <path fill="#ea4335" d="M9 3.6c1.3 0 2.5.5 3.4 1.3L15 2.4A9 9 0 0 0 1 5l3 2.3a5.4 5.4 0 0 1 5-3.7z" />
        </svg>
        Continue with Google
      </a>
    </>
  );
}
