/** Who vouches for people in Google's place: a real provider of OpenID Connect on this machine, with people made up by tests. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { interactionPolicy, Provider, type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { newId } from "../../../shared/store/ids.ts";

export const CLIENT = { clientId: "vacancy-in-tests", clientSecret: "a-secret-of-tests-alone" };

/** What it says of a person. */
export interface Account {
  sub: string;
  email?: string | undefined;
  email_verified?: boolean;
  name?: string;
  hd?: string;
}

export interface GoogleInTests {
  issuer: string;
  /** Somebody with a mailbox that Google keeps, where nothing else is said. */
  person(say?: Partial<Account>): Account;
  /** What it refused to exchange for tokens, and why. */
  refused: string[];
  /** Whether it hangs up on whoever asks. */
  isDown: boolean;
  /** What it answers at these paths in place of its own. */
  instead: Map<string, object>;
  close(): Promise<void>;
}

/** @param callback where it sends browsers back to */
export async function startGoogle(callback: string): Promise<GoogleInTests> {
  const people = new Map<string, Account>();
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, await settings(callback, people));
  const google: GoogleInTests = {
    issuer,
    person: (say = {}) => makePerson(people, say),
    refused: [],
    isDown: false,
    instead: new Map(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  provider.on("grant.error", (_ctx, error) => google.refused.push(`${error.error}: ${error.error_detail ?? error.error_description ?? ""}`));
  const answer = provider.callback();
  server.on("request", (req: IncomingMessage, res: ServerResponse) => {
    if (google.isDown) return req.socket.destroy();
    const instead = google.instead.get(req.url!.split("?")[0]!);
    if (instead) return res.setHeader("Content-Type", "application/json").end(JSON.stringify(instead));
    return req.url!.startsWith("/who/") ? void whoIsIt(provider, people, req, res) : void answer(req, res);
  });
  return google;
}

function makePerson(people: Map<string, Account>, say: Partial<Account>): Account {
  const id = newId();
  const account = { sub: `1${id}`, email: `${id}@gmail.com`, email_verified: true, name: "Grace Hopper", ...say };
  people.set(account.sub, account);
  return account;
}

async function settings(callback: string, people: Map<string, Account>): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }));
  return {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [callback], token_endpoint_auth_method: "client_secret_post", response_types: ["code"], grant_types: ["authorization_code"] }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: newId() }] },
    cookies: { keys: [newId()] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "hd"] },
    conformIdTokenClaims: false, // as Google's, its token says it all
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (_ctx, { uid }) => `/who/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub)! }) }),
    loadExistingGrant: agree,
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  };
}

/** People of tests agree to whatever is asked. */
async function agree({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}

/** Its page: which account it is, or none. */
async function whoIsIt(provider: Provider, people: Map<string, Account>, req: IncomingMessage, res: ServerResponse): Promise<void> {
  await provider.interactionDetails(req, res);
  const address = new URL(req.url!, "http://here.invalid");
  const sub = address.searchParams.get("account");
  if (address.searchParams.has("refuse")) return provider.interactionFinished(req, res, { error: "access_denied" });
  if (sub !== null) return provider.interactionFinished(req, res, { login: { accountId: sub }, select_account: {} });
  const choices = [...people.values()].map(({ sub: value, name = value }) => `<li><a href="?account=${value}">${name}</a></li>`);
  res.setHeader("Content-Type", "text/html").end(`<!doctype html><link rel="icon" href="data:,"><title>Choose an account</title><h1>Choose an account</h1><ul>${choices.join("")}</ul><a href="?refuse">Cancel</a>`);
}
