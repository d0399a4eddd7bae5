import { createSecretKey, randomBytes } from "node:crypto";
import { expect } from "chai";
import { decodeProtectedHeader, SignJWT, UnsecuredJWT } from "jose";
import { openKeys } from "../../shared/accounts/keys.ts";
import type { Person } from "../../shared/contract/user.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { type Revocable, signAccessToken, verifyAccessToken } from "../../server/auth/tokens.ts";
import { freshUri, storeAt } from "../support/mongo.ts";

const aKey = (kid: string) => ({ kid, secret: createSecretKey(randomBytes(32)) });
const ada: Person & Revocable = { id: "65f2a8c4e1b2c3d4e5f60718", name: "Ada", roles: ["guest", "host"], family: "65f2a8c4e1b2c3d4e5f60719", epoch: 0 };

describe("Access tokens", () => {
  const keys = [aKey("new"), aKey("old")];

  const refused = async (token: string, now?: Date) => {
    const error = await verifyAccessToken(keys, token, now).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Refusal);
    expect((error as Refusal).code).to.equal("unauthenticated");
  };
  /** A token as ours is, except for what the test changes. */
  const forged = (change: { header?: object; claims?: object } = {}, secret = keys[0]!.secret) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: ada.id, name: ada.name, roles: ada.roles, family: ada.family, epoch: 0, iss: "vacancy", aud: "vacancy", iat: now, exp: now + 600, ...change.claims };
    return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "new", ...change.header }).sign(secret);
  };

  it("say who somebody is for ten minutes", async () => {
    const now = new Date("2026-11-24T08:00:00Z");
    const { accessToken, expiresAt } = await signAccessToken(keys, ada, now);
    expect(expiresAt.toISOString()).to.equal("2026-11-24T08:10:00.000Z");
    expect(await verifyAccessToken(keys, accessToken, new Date("2026-11-24T08:09:59Z"))).to.deep.equal({ ...ada, expiresAt });
    await refused(accessToken, new Date("2026-11-24T08:10:00Z"));
  });

  it("are signed by the first key and name it; the others still verify", async () => {
    const { accessToken } = await signAccessToken(keys, ada);
    expect(decodeProtectedHeader(accessToken)).to.deep.equal({ alg: "HS256", typ: "at+jwt", kid: "new" });
    const { accessToken: older } = await signAccessToken(keys.slice(1), ada);
    expect((await verifyAccessToken(keys, older)).id).to.equal(ada.id);
  });

  it("are worth something only as we made them", async () => {
    expect((await verifyAccessToken(keys, await forged())).id).to.equal(ada.id);
    const { accessToken } = await signAccessToken(keys, ada);
    const [header, , signature] = accessToken.split(".");
    const admin = Buffer.from(JSON.stringify({ sub: ada.id, name: "Ada", roles: ["admin"], iss: "vacancy", aud: "vacancy", exp: 9e9 })).toString("base64url");
    const forgeries = [
      `${header}.${admin}.${signature}`,
      new UnsecuredJWT({ sub: ada.id, name: "Ada", roles: ["admin"] }).setIssuer("vacancy").setAudience("vacancy").setExpirationTime("1h").encode(),
      await forged({}, aKey("new").secret),
      await forged({ header: { kid: "unknown" } }),
      await forged({ header: { kid: undefined } }),
      await forged({ header: { typ: "JWT" } }),
      await forged({ header: { alg: "HS512" } }, createSecretKey(Buffer.concat([keys[0]!.secret.export(), Buffer.alloc(32)]))),
      await forged({ claims: { iss: "another" } }),
      await forged({ claims: { aud: "another" } }),
      await forged({ claims: { exp: undefined } }),
      await forged({ claims: { roles: ["king"] } }),
      await forged({ claims: { sub: "somebody" } }),
      "",
      "a.b.c",
    ];
    for (const token of forgeries) await refused(token);
  });

  it("come from one key for all nodes, whichever makes it first", async function () {
    this.timeout(60_000);
    const uri = await freshUri();
    const nodes = await Promise.all(Array.from({ length: 4 }, () => storeAt(uri)));
    const opened = await Promise.all([...nodes, ...nodes].map((store) => openKeys({ store, config: { authKeys: undefined } })));
    const { accessToken } = await signAccessToken(opened[0]!, ada);
    for (const known of opened) expect((await verifyAccessToken(known, accessToken)).id).to.equal(ada.id);
    expect(await nodes[0]!.keys.countDocuments()).to.equal(1);
    await Promise.all(nodes.map((store) => store.close()));
  });

  it("come from the configured keys where there are any", async () => {
    expect(await openKeys({ store: undefined as never, config: { authKeys: keys } })).to.equal(keys);
  });
});
