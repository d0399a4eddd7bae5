import { type ChildProcess, spawn } from "node:child_process";

const KEPT_CHARACTERS = 4000;

export interface Outcome {
  /** `null` where a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Both streams together, their last 4,000 characters. */
  output: string;
}

/**
 * Runs a program to its end. It dies with us: a fetch must not go on after Ctrl-C.
 *
 * @throws where it can't be started at all (`ENOENT`: there is no such program)
 */
export function runCommand(program: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let output = "";
    const keep = (text: string) => void (output = (output + text).slice(-KEPT_CHARACTERS));
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const forget = endWithUs(child);
    child.once("error", (error) => (forget(), reject(error)));
    child.once("close", (code, signal) => (forget(), resolve({ code, signal, output: output.trim() })));
  });
}

function endWithUs(child: ChildProcess): () => void {
  const end = () => void child.kill();
  process.once("exit", end);
  return () => void process.off("exit", end);
}

/** A command that runs a program with these variables beside those of this process; the process's id stays. Not on Windows. */
export const withEnv = (env: Record<string, string>, program: string): [string, ...string[]] => ["env", ...Object.entries(env).map(([name, value]) => `${name}=${value}`), program];
