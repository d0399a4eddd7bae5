import { useEffect, useState } from "react";
import type { NamespaceName } from "../../../shared/contract/sockets.ts";
import { live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { wallTime } from "../words.ts";

/** A short gap is not worth a word, in milliseconds. */
const GRACE_MS = 1_200;

/**
 * Says that the connection is lost and since when; lies over the page, so nothing moves.
 * @param asOf when what is shown was last known to be true, where that is later than the loss
 */
export function ConnectionNotice({ of, asOf }: { of: NamespaceName; asOf?: () => number | "live" }) {
  const connection = useStore(live.connections[of]);
  const away = connection.status === "lost" || connection.status === "closed" || connection.status === "connecting";
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!away) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [away]);
  const long = away && now - connection.at > (connection.status === "connecting" ? 5_000 : GRACE_MS);
  if (!long) return <div className="connection" role="status" />;
  const time = asOf?.() ?? connection.at;
  return (
    <div className="connection shown" role="status">
      <span className="pulse" aria-hidden="true" />
      {connection.status === "closed" ? (
        <p>{connection.closing?.reason ?? "The connection was ended"}. Load the page again.</p>
      ) : (
        <p><strong>Connection lost.</strong> Shown as of {wallTime(time === "live" ? connection.at : time)}. Trying again …</p>
      )}
    </div>
  );
}
