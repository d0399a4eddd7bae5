import { useMutation } from "@tanstack/react-query";
import type { Export } from "../../../shared/contract/user.ts";
import { announce } from "../parts/announce.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { clock, rest } from "../service.ts";
import { Part } from "./Part.tsx";

export function ExportPart() {
  const load = useMutation({
    mutationFn: async () => save(await rest.call("exportMe", {})),
    onSuccess: () => announce("Your data is downloaded"),
  });
  return (
    <Part title="My data" says="All that is kept of you: name, devices, stays, properties and what you did, as a JSON file.">
      <div><button type="button" className="button quiet" aria-disabled={load.isPending} onClick={() => load.isPending || load.mutate()}>{load.isPending ? "One moment …" : "Download my data"}</button></div>
      <Trouble error={load.error} />
    </Part>
  );
}

/** As a download: a page can write no file. */
function save(data: Export): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `vacancy-my-data-${new Date(clock.now()).toISOString().slice(0, 10)}.json`;
  link.click();
  // Not at once: some browsers read it only then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
