/** Google as a party that vouches for people: the authorization code flow of OpenID Connect, with PKCE, state and nonce. */
import * as oidc from "openid-client";
import { z } from "zod";
import type { GoogleFlow } from "../../shared/accounts/google-flow.ts";
import type { GoogleIdentity } from "../../shared/accounts/google.ts";
import { GoogleRefusal } from "../../shared/accounts/google-refusal.ts";
import type { SignInProblem } from "../../shared/contract/routes/accounts.ts";
import type { GoogleClient } from "../../shared/config.ts";

/** Seconds that one request to Google may take: a person waits for it. */
const TIMEOUT = 5;

/** Milliseconds after which Google is asked anew where its endpoints are. */
const KNOWN_FOR = 86_400_000;

export interface Google {
  /** Where the browser goes. @throws GoogleRefusal `google-unavailable` */
  begin(flow: GoogleFlow): Promise<string>;
  /** Who came back. @param search of the address that Google sent the browser to. @throws GoogleRefusal `google-…` */
  finish(search: string, flow: GoogleFlow): Promise<GoogleIdentity>;
}

/** @param callback the address that Google sends browsers back to, as it is registered there */
export function createGoogle(client: GoogleClient, callback: string): Google {
  const discover = keepDiscovered(client);
  return {
    async begin({ state, nonce, verifier }) {
      const challenge = await oidc.calculatePKCECodeChallenge(verifier);
      const address = oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: callback, scope: "openid email profile", state, nonce, code_challenge: challenge, code_challenge_method: "S256",
        prompt: "select_account", // else who has two accounts could never choose
      });
      return address.href;
    },
    async finish(search, { state, nonce, verifier }) {
      const address = new URL(callback);
      address.search = search;
      const config = await discover();
      try {
        const tokens = await oidc.authorizationCodeGrant(config, address, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
        return identityOf(tokens.claims());
      } catch (error) {
        throw new GoogleRefusal(problemOf(error), { cause: error });
      }
    },
  };
}

/** Asked when it is first needed, so that the service starts without Google; what failed is asked again next time. */
function keepDiscovered(client: GoogleClient): () => Promise<oidc.Configuration> {
  let known: { config: Promise<oidc.Configuration>; at: number } | undefined;
  return async () => {
    if (!known || Date.now() - known.at > KNOWN_FOR) known = { config: discoverTwice(client), at: Date.now() };
    const asked = known;
    try {
      return await asked.config;
    } catch (error) {
      if (known === asked) known = undefined;
      throw new GoogleRefusal("google-unavailable", { cause: error });
    }
  };
}

const discoverTwice = (client: GoogleClient) => discoverOnce(client).catch(() => discoverOnce(client));

function discoverOnce({ issuer, clientId, clientSecret }: GoogleClient): Promise<oidc.Configuration> {
  const plain = issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : []; // the configuration lets that be on this machine alone
  return oidc.discovery(new URL(issuer), clientId, { id_token_signed_response_alg: "RS256" }, oidc.ClientSecretPost(clientSecret), {
    execute: [...plain, oidc.enableNonRepudiationChecks], // the signature too, though the answer comes from Google's own address
    timeout: TIMEOUT,
  });
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z.boolean().default(false),
  name: z.string().optional(),
  hd: z.string().min(1).optional(),
});

function identityOf(claims: unknown): GoogleIdentity {
  const { sub, email, email_verified: emailVerified, name, hd: hostedDomain } = Claims.parse(claims);
  return { sub, email, emailVerified, name, hostedDomain };
}

/** What says that Google could not answer, not that it refused. */
const UNANSWERED = new Set(["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_JSON", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_PARSE_ERROR"]);
const LATER = new Set(["server_error", "temporarily_unavailable"]);

function problemOf(error: unknown): SignInProblem {
  if (error instanceof oidc.AuthorizationResponseError) {
    if (error.error === "access_denied") return "google-cancelled";
    return LATER.has(error.error) ? "google-unavailable" : "google-refused";
  }
  const unanswered = error instanceof TypeError || UNANSWERED.has((error as { code?: string }).code ?? ""); // `fetch` fails with a TypeError
  return unanswered ? "google-unavailable" : "google-refused";
}
