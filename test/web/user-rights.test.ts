/** What the page offers support and admins is what the service lets them do. */
import { expect } from "chai";
import { changeRole, suspend } from "../../shared/accounts/manage-user.ts";
import type { Refusal } from "../../shared/contract/errors.ts";
import { Role, type FoundUser, type Person } from "../../shared/contract/user.ts";
import { startService, type Service } from "../support/service.ts";
import { maySuspend, roleChanges } from "../../web/src/ops/userRights.ts";

describe("What is offered about a person", function () {
  this.timeout(60_000);
  let service: Service;
  before(async () => {
    service = await startService();
  });
  after(() => service.close());

  const person = async (roles: Role[]): Promise<Person> => (await service.as(roles)).person;
  const found = async ({ id }: Person): Promise<FoundUser> => {
    const { name, roles, email, verified, createdAt } = await service.store.users.findById(id).orFail().lean();
    return { id, name, roles, email, verified, suspended: false, createdAt: createdAt.toISOString() };
  };
  const isLetThrough = (deciding: Promise<unknown>) => deciding.then(() => true, (error: Refusal) => (["forbidden", "wrong_state"].includes(error.code) ? false : Promise.reject(error)));

  for (const mine of ["support", "admin"] as const) {
    for (const theirs of Role.options) {
      it(`is to suspend where ${mine} may, of ${theirs}`, async () => {
        const [me, user] = [await person([mine]), await person([theirs])];
        expect(maySuspend(me, await found(user))).to.equal(await isLetThrough(suspend(service.context, me, { id: user.id, reason: "Why not" })));
      });
    }
    it(`is not to suspend themselves, of ${mine}`, async () => {
      const me = await person([mine]);
      expect(maySuspend(me, await found(me))).to.equal(false);
      expect(await isLetThrough(suspend(service.context, me, { id: me.id, reason: "Why not" }))).to.equal(false);
    });
  }

  it("is each role that an admin can change, of others and of themselves, what is given first", async () => {
    const me = await person(["guest", "admin"]);
    for (const user of [await person(["guest", "support"]), me]) {
      const changes = roleChanges(me, await found(user));
      for (const change of [...Role.options].map((role) => ({ role, granted: !user.roles.includes(role) }))) {
        const isOffered = changes.some(({ role, granted }) => role === change.role && granted === change.granted);
        expect(isOffered, change.role).to.equal(await isLetThrough(changeRole(service.context, me, { id: user.id, reason: "Why not", ...change })));
      }
      expect(changes.map(({ granted }) => granted)).to.deep.equal(changes.map(({ granted }) => granted).sort().reverse());
    }
  });

  it("is no role where one is of support alone", async () => {
    expect(roleChanges(await person(["support"]), await found(await person(["guest"])))).to.deep.equal([]);
  });
});
