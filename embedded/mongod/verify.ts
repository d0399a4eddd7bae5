import { runCommand } from "./command.ts";

/** Transactions and change streams as Vacancy uses them; older ones were not tried. */
const LEAST_MAJOR = 6;

/**
 * Runs `mongod --version`.
 *
 * @returns the version, like `6.0.5`
 * @throws with what is wrong and what to install
 */
export async function versionOf(binary: string): Promise<string> {
  const { code, signal, output } = await runCommand(binary, ["--version"]).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === "ENOENT" ? `${binary} is not there` : `${binary} can't be run (${error.code ?? error.message})`);
  });
  if (code !== 0) throw new Error(`${binary} does not run here: ${whatToInstall(output, signal)}`);
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (!version) throw new Error(`${binary} is not a mongod`);
  if (Number.parseInt(version, 10) < LEAST_MAJOR) throw new Error(`${binary} is version ${version}; ${LEAST_MAJOR}.0 or newer is needed`);
  return version;
}

/** Exported for its test: a machine that lacks these libraries is hard to come by. */
export function whatToInstall(output: string, signal: NodeJS.Signals | null): string {
  if (signal === "SIGILL") return "this processor lacks instructions (AVX) that MongoDB needs; set MONGODB_URI to a MongoDB on another machine";
  const library = /loading shared libraries: (\S+?):/.exec(output)?.[1];
  if (library?.startsWith("libcurl")) return "libcurl4 is missing; install it: `sudo apt-get install libcurl4` (Debian, Ubuntu) or `sudo dnf install libcurl` (Fedora)";
  if (library?.match(/^lib(ssl|crypto)/)) return `${library} is missing; it comes with OpenSSL: \`sudo apt-get install libssl3\` (Debian 12, Ubuntu 22.04) or \`sudo dnf install openssl-libs\``;
  if (library) return `the library ${library} is missing; install the package that has it`;
  if (output.includes("GLIBC_")) return "this system's C library is too old for it";
  return output.split("\n")[0] || `it ended with ${signal ?? "an error"}`;
}
