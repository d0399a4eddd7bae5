import { Trouble } from "../parts/Trouble.tsx";

/** Why a card did not pay, in the words of whoever refused it. */
export function Declined({ problem }: { problem: string }) {
  return <Trouble error={null}><p><strong>The payment failed.</strong> {problem.replace(/\.?$/, ".")} Nothing was charged.</p></Trouble>;
}
