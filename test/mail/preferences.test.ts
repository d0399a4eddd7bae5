import { expect } from "chai";
import { deleteMe } from "../../shared/accounts/delete-me.ts";
import { openKeys } from "../../shared/accounts/keys.ts";
import { mailedToken } from "../../shared/accounts/tokens.ts";
import { unsubscribeToken } from "../../shared/accounts/unsubscribe.ts";
import { loadConfig } from "../../shared/config.ts";
import type { LetterTopic } from "../../shared/contract/user.ts";
import { PASSWORD, startService, type Service, type SignedInClient } from "../support/service.ts";

const ALL = { reminders: true, alerts: true, wishes: true };

describe("What letters people get", () => {
  let service: Service;
  let ada: SignedInClient;

  before(async () => {
    service = await startService();
  });
  after(() => service.close());
  beforeEach(async () => {
    ada = await service.as(["guest"]);
  });

  const linkFor = async (topic: LetterTopic, id = ada.person.id) => unsubscribeToken(await openKeys({ store: service.store, config: loadConfig({}) }), id, topic, new Date());
  const stored = async (id = ada.person.id) => service.store.users.findById(id).orFail().lean();
  const changes = async () => (await service.store.events.find({ type: "user.preferences_changed", userId: ada.person.id }).sort({ at: 1 }).lean()).map(({ data }) => data);

  it("is all in English until they choose, which an event says", async () => {
    expect((await ada.get("/me")).body).to.deep.include({ language: "en", letters: ALL });
    const { body } = await ada.patch("/me", { language: "fr", letters: { reminders: false } });
    expect(body).to.deep.include({ language: "fr", letters: { ...ALL, reminders: false } });
    expect((await ada.patch("/me", { letters: { reminders: true, wishes: false } })).body).to.deep.include({ language: "fr", letters: { ...ALL, wishes: false } });
    expect((await stored()).letters).to.deep.equal({ wishes: false });
    expect(await changes()).to.deep.equal([{ language: "fr", letters: { reminders: false } }, { letters: { reminders: true, wishes: false } }]);
    expect((await ada.get("/me/export")).body).to.have.property("letters").that.deep.equals([]);
    expect((await ada.patch("/me", { name: "Ada" })).body).to.deep.include({ name: "Ada", language: "fr" });
    expect(await changes()).to.have.length(2);
  });

  it("is refused where it names what there is not", async () => {
    for (const body of [{}, { language: "tlh" }, { letters: { receipts: false } }, { letters: { alerts: "no" } }, { letters: null }]) {
      expect((await ada.patch("/me", body)).body.code, JSON.stringify(body)).to.equal("invalid_input");
    }
    expect(await changes()).to.deep.equal([]);
  });

  it("has the language of whoever registers, else that of the browser where it is one of ours", async () => {
    const register = async (name: string, header: string, more: object = {}) => {
      const email = `${name}@vacancy.test`;
      const headers = { "Content-Type": "application/json", "Accept-Language": header };
      await fetch(`${service.url}/api/auth/register`, { method: "POST", headers, body: JSON.stringify({ email, name, password: "one tree behind four windows", ...more }) });
      return (await service.store.users.findOne({ email }).orFail().lean()).language;
    };
    expect(await Promise.all([
      register("canada", "fr-CA, en;q=0.8"), register("basque", "eu, es;q=0.5, en;q=0.4"), register("danish", "da"), register("chosen", "fr", { language: "es" }),
    ])).to.deep.equal(["fr", "es", undefined, "es"]);
  });

  it("ends with one click of a mail program, which has no account here, and again is as once", async () => {
    const token = await linkFor("reminders");
    for (let click = 0; click < 2; click += 1) {
      for (const type of ["application/x-www-form-urlencoded", undefined]) {
        const body = type ? "List-Unsubscribe=One-Click" : asForm();
        const answer = await fetch(`${service.url}/api/letters/unsubscribe?token=${token}`, { method: "POST", body, ...(type && { headers: { "Content-Type": type } }) });
        expect([answer.status, await answer.json()]).to.deep.equal([200, { topic: "reminders", wanted: false }]);
      }
    }
    expect((await stored()).letters).to.deep.equal({ reminders: false });
    expect(await changes()).to.deep.equal([{ letters: { reminders: false } }]);
  });
  function asForm(): FormData {
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    return form;
  }

  it("does not change when a link is only opened; the page is told what it is about", async () => {
    const token = await linkFor("wishes");
    const opened = await fetch(`${service.url}/api/letters/unsubscribe?token=${token}`, { redirect: "manual" });
    expect([opened.status, opened.headers.get("location")]).to.deep.equal([303, `/unsubscribe?token=${token}`]);
    expect((await service.anyone.get(`/letters/topic?token=${token}`)).body).to.deep.equal({ topic: "wishes", wanted: true });
    expect(await changes()).to.deep.equal([]);
    await ada.patch("/me", { letters: { wishes: false } });
    expect((await service.anyone.get(`/letters/topic?token=${token}`)).body).to.deep.equal({ topic: "wishes", wanted: false });
  });

  it("does not change by a page elsewhere, a token of another kind, one that was changed, or of somebody who left", async () => {
    const post = (token: string, headers: Record<string, string> = {}) => fetch(`${service.url}/api/letters/unsubscribe?token=${token}`, { method: "POST", headers });
    const token = await linkFor("alerts");
    expect((await post(token, { Origin: "https://elsewhere.example" })).status).to.equal(403);
    const keys = await openKeys({ store: service.store, config: loadConfig({}) });
    const [head, , signature] = token.split(".");
    const forged = [head, Buffer.from(JSON.stringify({ sub: ada.person.id, topic: "wishes" })).toString("base64url"), signature].join(".");
    for (const wrong of ["", "none", forged, ada.token, await mailedToken(keys, "reset", await stored(), "ada@vacancy.test")]) expect((await post(wrong)).status, wrong.slice(0, 20)).to.equal(400);
    expect((await stored()).letters).to.equal(undefined);
    await deleteMe(service.context, { id: ada.person.id }, { password: PASSWORD });
    expect((await post(token)).status).to.equal(400);
  });
});
