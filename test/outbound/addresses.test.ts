import { Socket } from "node:net";
import { expect } from "chai";
import { checkAddress } from "../../shared/outbound/address.ts";
import { createOutbound } from "../../shared/outbound/outbound.ts";
import type { OutboundProblem } from "../../shared/outbound/problem.ts";

const REFUSED = {
  "without https": ["http://stays.example.com/", "ftp://stays.example.com/", "file:///etc/passwd", "javascript:alert(1)", "data:text/plain,a", "gopher://stays.example.com/", "//stays.example.com", "stays.example.com", ""],
  "with credentials": ["https://user@stays.example.com/", "https://user:secret@stays.example.com/", "https://:secret@stays.example.com/"],
  "at another port": ["https://stays.example.com:22/", "https://stays.example.com:80/", "https://stays.example.com:6379/", "https://stays.example.com:27017/"],
  "of numbers": [
    "https://127.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://8.8.8.8/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/", "https://0/",
    "https://127.0.0.1./", "https://１２７.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fd00:ec2::254]/", "https://[64:ff9b::7f00:1]/",
  ],
  "of this machine, or this network": ["https://localhost/", "https://LOCALHOST./", "https://a.localhost/", "https://mongodb/", "https://db.local/", "https://metadata.google.internal/", "https://nas.lan/", "https://router.home.arpa/", "https://./"],
};

/** By what stands behind them, or by their range. */
const PRIVATE = [
  "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
  "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
  "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
  "100::1", "100:0:0:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1",
];
const PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.215.14", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.255.255", "192.167.255.255", "2606:4700::1111", "2a00:1450:4001:81b::200e"];

describe("Addresses that others name", () => {
  for (const [what, addresses] of Object.entries(REFUSED)) {
    it(`${what} are refused before anything is kept of them`, () => {
      for (const address of addresses) {
        let refusal: OutboundProblem | undefined;
        try {
          checkAddress(address, []);
        } catch (error) {
          refusal = error as OutboundProblem;
        }
        expect(refusal?.code, address).to.equal("refused");
        expect(refusal!.message, address).to.match(/^It('|s| )/).and.not.include("secret");
      }
    });
  }

  it("of the public internet are not, and others where they are allowed by name and port", () => {
    for (const address of ["https://stays.example.com/hooks?key=a", "https://stays.example.com:8443", "https://xn--stns-5qa.example/", "https://stäys.example"]) expect(checkAddress(address, []).protocol).to.equal("https:");
    expect(checkAddress("http://127.0.0.1:8080/a", ["127.0.0.1:8080"]).pathname).to.equal("/a");
    expect(checkAddress("http://inside.test/", ["inside.test:80"]).host).to.equal("inside.test");
    for (const address of ["http://127.0.0.1:8081/", "http://127.0.0.1/", "http://localhost:8080/", "https://a@127.0.0.1:8080/"]) expect(() => checkAddress(address, ["127.0.0.1:8080"]), address).to.throw();
  });

  describe("when their name stands for", () => {
    const connect = Socket.prototype.connect;
    let reached: string[];
    beforeEach(() => {
      reached = [];
      // Nothing leaves this machine: whoever would connect asks for the address, as a socket does, and goes no further.
      Socket.prototype.connect = function (this: Socket, ...args: never[]) {
        const [options] = (Array.isArray(args[0]) ? args[0] : args) as { host: string; lookup(host: string, options: object, answer: (error: Error | undefined, found: { address: string }[]) => void): void }[];
        setImmediate(() => options!.lookup(options!.host, { all: true }, (error, found) => {
          if (!error) reached.push(...found.map(({ address }) => address));
          this.destroy(error ?? Object.assign(new Error("here it ends"), { code: "EHERE" }));
        }));
        return this;
      } as never;
    });
    afterEach(() => {
      Socket.prototype.connect = connect;
    });
    const codeOf = (addresses: string[]) => createOutbound({ allow: [], resolve: async () => addresses })
      .request({ url: "https://stays.example.com/", mostBytes: 10, mostMilliseconds: 15_000, redirects: 0 })
      .then(() => "answered", ({ code, message }: OutboundProblem) => (message.includes("EHERE") ? "reached" : code));

    it("what is not public, nothing is connected to", async () => {
      for (const address of PRIVATE) expect(await codeOf([address]), address).to.equal("refused");
      expect(reached).to.deep.equal([]);
    });

    it("both, nothing is connected to either", async () => {
      for (const address of PRIVATE) for (const mixed of [["8.8.8.8", address], [address, "2606:4700::1111"]]) expect(await codeOf(mixed), mixed.join()).to.equal("refused");
      expect(reached).to.deep.equal([]);
    });

    it("what is public, that and nothing else is connected to", async () => {
      for (const address of PUBLIC) expect(await codeOf([address]), address).to.equal("reached");
      expect(reached).to.deep.equal(PUBLIC);
      expect(await codeOf([])).to.equal("unresolved");
    });
  });
});
