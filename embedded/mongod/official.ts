/** MongoDB's own build, fetched and unpacked by mongodb-memory-server-core. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { DryMongoBinary, MongoBinary } from "mongodb-memory-server-core";
import { MongoBinaryDownloadUrl } from "mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js";
import type { Say } from "../progress.ts";
import { intoCache } from "./staging.ts";

/** Reaching the host may take no longer, so that a machine without a network is not kept waiting. */
const PROBE_MS = 3000;

/** The one fetched earlier, here or by another project of this person, or `undefined`. */
export async function keptOfficialMongod(cacheDir: string): Promise<string | undefined> {
  const options = await DryMongoBinary.generateOptions({ downloadDir: cacheDir });
  const binary = join(options.downloadDir, await DryMongoBinary.getBinaryName(options));
  return access(binary).then(() => binary, () => undefined);
}

/**
 * @param probe leave out asking whether the host can be reached; the download itself waits and retries far longer
 * @throws where there is no build for this system, or its host can't be reached
 */
export async function fetchOfficialMongod(cacheDir: string, say: Say, probe = true): Promise<string> {
  const options = await DryMongoBinary.generateOptions({ downloadDir: cacheDir });
  if (probe) await reach(await new MongoBinaryDownloadUrl(options).getDownloadUrl());
  return intoCache(cacheDir, await DryMongoBinary.getBinaryName(options), async (staging) => {
    say(`Fetching MongoDB ${options.version} …`);
    const binary = await MongoBinary.download({ ...options, downloadDir: staging, checkMD5: true });
    // the package remembers where it put the binary, and that is about to move
    DryMongoBinary.binaryCache.delete(options.version);
    say(`Fetching MongoDB ${options.version}: done`);
    return binary;
  });
}

async function reach(url: string): Promise<void> {
  const answer = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) }).catch((error: Error & { cause?: { code?: string } }) => {
    throw new Error(error.name === "TimeoutError" ? `its host did not answer within ${PROBE_MS / 1000} s` : `its host can't be reached (${error.cause?.code ?? error.message})`);
  });
  if (!answer.ok) throw new Error(`its host answered ${answer.status}`);
}
