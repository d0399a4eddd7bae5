import { useMutation } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { Page } from "../parts/Page.tsx";
import { Trouble } from "../parts/Trouble.tsx";
import { rest, session } from "../service.ts";

export function BecomeHostPage() {
  const [, go] = useLocation();
  const become = useMutation({
    mutationFn: async () => {
      await rest.call("becomeHost", {});
      await session.refresh();
    },
    onSuccess: () => go("/host/properties"),
  });
  return (
    <Page title="Host your place" className="narrow">
      <p className="lead">List a place, set its prices, and hear of each booking the moment it is made.</p>
      <div className="card form">
        <ul className="ticks">
          <li>A calendar that guests see live, so no night is ever sold twice</li>
          <li>A sound and a notification for each booking</li>
          <li>Price each night, or block it, whenever you like</li>
        </ul>
        <Trouble error={become.error} />
        <button type="button" className="button" disabled={become.isPending} onClick={() => become.mutate()}>{become.isPending ? "One moment …" : "Become a host"}</button>
      </div>
    </Page>
  );
}
