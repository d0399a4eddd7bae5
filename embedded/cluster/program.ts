/** A program in a process of its own, which can be ended and started again, and does not outlive us. */
import { type ChildProcess, spawn } from "node:child_process";
import { hasEnded, onceEnded } from "../supervise.ts";

export interface Program {
  /** `undefined` while it does not run. */
  pid(): number | undefined;
  /** Again at the same place. Rejects where it ends before it is up. */
  start(): Promise<void>;
  /** Resolves when it has ended. One that was stopped by a signal is woken for it. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** STOP and CONT. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves when what runs now has ended, with how. */
  ended(): Promise<string>;
}

/** @param untilUp is told when the process has ended: then nothing will come */
export async function startProgram({ name, run, untilUp }: { name: string; run(): ChildProcess; untilUp(child: ChildProcess, ended: AbortSignal): Promise<void> }): Promise<Program> {
  let child: ChildProcess;
  const program: Program = {
    pid: () => (hasEnded(child) ? undefined : child.pid),
    async start() {
      child = run();
      endWithUs(child);
      const ended = new AbortController();
      const early = onceEnded(child).then((how) => {
        const error = new Error(`${name} ended ${how} before it was up`);
        ended.abort(error);
        throw error;
      });
      early.catch(() => {}); // it will end one day, and then that is no error of the start
      await Promise.race([untilUp(child, ended.signal), early]);
    },
    async kill(signal) {
      const ended = onceEnded(child);
      child.kill(signal);
      child.kill("SIGCONT");
      await ended;
    },
    signal: (signal) => void child.kill(signal),
    ended: () => onceEnded(child),
  };
  await program.start();
  return program;
}

/** However we end, its process group ends, too: a shell waits for the end of what we would say to it. */
export function endWithUs(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return; // it could not be started
  const guard = spawn("sh", ["-c", `read -r _; kill -KILL -${pid}`], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  void onceEnded(child).then(() => guard.kill("SIGKILL"));
}
