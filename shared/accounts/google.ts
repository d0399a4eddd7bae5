/**
 * Who of our people a Google account is. `sub` names the account for good, so that decides; its address only finds the
 * person it is linked to the first time.
 */
import { createHash, randomBytes } from "node:crypto";
import { Email, type Language } from "../contract/user.ts";
import type { StoredGoogle, StoredUser } from "../store/documents.ts";
import { record } from "../store/events.ts";
import { newId } from "../store/ids.ts";
import { transact, type Transaction, type TransactionContext } from "../store/transact.ts";
import { linkGoogle, userByEmail, userByGoogle } from "../store/users.ts";
import { GoogleRefusal } from "./google-refusal.ts";
import { hashPassword } from "./passwords.ts";
import { revokeAll } from "./revoke.ts";

/** What Google says of the person who has just signed in there. */
export interface GoogleIdentity {
  sub: string;
  email: string | undefined;
  emailVerified: boolean;
  name: string | undefined;
  /** The organisation whose accounts Google keeps, where it is one of its. */
  hostedDomain: string | undefined;
  /** What the browser asks for, of what letters can be written in. */
  language?: Language | undefined;
}

/** @throws GoogleRefusal `google-unverified`, `google-password-first`, `suspended`, `deleted` */
export async function signInWithGoogle(context: TransactionContext, who: GoogleIdentity): Promise<StoredUser> {
  const passwordHash = await hashPassword(randomBytes(32).toString("base64url"));
  return transact(context, (tx) => personOfGoogle(tx, who, passwordHash));
}

/** @param passwordHash of a password nobody knows, for whoever has none of their own */
async function personOfGoogle(tx: Transaction, who: GoogleIdentity, passwordHash: string): Promise<StoredUser> {
  const linked = await userByGoogle(tx, who.sub);
  if (linked) return returning(linked, who);
  const email = Email.safeParse(who.email).data;
  if (!email || !who.emailVerified) throw new GoogleRefusal("google-unverified");
  const known = await userByEmail(tx, email);
  if (!known) return begin(tx, who, email, passwordHash);
  refuseLockedOut(known);
  if (!known.verified) return takeOver(tx, known, who, passwordHash);
  if (known.google || !isGoogles(who)) throw new GoogleRefusal("google-password-first");
  return link(tx, known, linkTo(who, known.passwordHash));
}

function refuseLockedOut({ suspended, deletedAt }: StoredUser): void {
  if (deletedAt) throw new GoogleRefusal("deleted");
  if (suspended) throw new GoogleRefusal("suspended");
}

/**
 * Whoever chose a password since the link was made had the old one or the address's letters. Where Google only knows
 * that the address was this person's once, that is the better proof, and the link is worth nothing beside it.
 */
function returning(user: StoredUser, who: GoogleIdentity): StoredUser {
  refuseLockedOut(user);
  if (user.google?.of !== nameOf(user.passwordHash) && !isGoogles(who)) throw new GoogleRefusal("google-password-first");
  return user;
}

/**
 * Whether Google itself keeps the mailbox, so that its word on whose it is holds now. Of any other address it saw a
 * letter answered once, maybe years ago, and the address may be another's by now.
 */
function isGoogles({ email = "", emailVerified, hostedDomain }: GoogleIdentity): boolean {
  return emailVerified && (hostedDomain !== undefined || /@(gmail|googlemail)\.com$/i.test(email));
}

/** Names a password without telling anything of it. */
const nameOf = (passwordHash: string) => createHash("sha256").update(`google:${passwordHash}`).digest("base64url").slice(0, 22);

const linkTo = ({ sub }: GoogleIdentity, passwordHash: string): StoredGoogle => ({ sub, of: nameOf(passwordHash) });

/** As long as a name may be at registration. */
function nameFor({ name = "" }: GoogleIdentity, email: string): string {
  return (name.trim() || email.split("@")[0]!).slice(0, 80).trim();
}

async function begin(tx: Transaction, who: GoogleIdentity, email: string, passwordHash: string): Promise<StoredUser> {
  const _id = newId();
  const google = linkTo(who, passwordHash);
  const user: StoredUser = { _id, email, name: nameFor(who, email), passwordHash, roles: ["guest"], verified: true, google, epoch: 0, ...(who.language && { language: who.language }), createdAt: tx.now };
  await tx.store.users.create([user], { session: tx.session });
  await recordOf(tx, user, "user.registered");
  await recordOf(tx, user, "user.linked");
  return user;
}

/** Somebody registered this address and never showed that it is theirs: nothing of what they chose may stay. */
async function takeOver(tx: Transaction, before: StoredUser, who: GoogleIdentity, passwordHash: string): Promise<StoredUser> {
  const user = await link(tx, before, linkTo(who, passwordHash), { name: nameFor(who, before.email), passwordHash, verified: true, ...(who.language && { language: who.language }) });
  await recordOf(tx, user, "user.verified");
  return revokeAll(tx, user._id, "password", { id: user._id, role: "guest" });
}

async function link(tx: Transaction, { _id }: StoredUser, google: StoredGoogle, change: Partial<StoredUser> = {}): Promise<StoredUser> {
  const user = await linkGoogle(tx, _id, { ...change, google });
  await recordOf(tx, user, "user.linked");
  return user;
}

async function recordOf(tx: Transaction, { _id }: StoredUser, type: "user.registered" | "user.verified" | "user.linked"): Promise<void> {
  await record(tx, { type, actor: { id: _id, role: "guest" }, userId: _id, data: {} });
}
