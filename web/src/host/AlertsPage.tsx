import { useState } from "react";
import type { Alert } from "../../../shared/contract/events.ts";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { Page } from "../parts/Page.tsx";
import { clock, live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { dayAndTime } from "../words.ts";
import { alertWords } from "./alertWords.ts";
import { HostBookings } from "./HostBookings.tsx";
import { setSounding, sounding } from "./ringing.ts";
import { ring } from "./sound.ts";

/** So many at first: bookings stand below them on a phone. */
const FIRST = 20;

export default function AlertsPage() {
  const { list, loaded } = useStore(live.hosting.alerts);
  const [isWhole, setWhole] = useState(false);
  const unread = list.filter((alert) => !alert.read).map((alert) => alert.id);
  const read = (ids: string[]) => void live.hosting.read(ids).catch(() => undefined);
  return (
    <Page title="Alerts">
      <div className="row spread">
        <p className="soft" role="status">{loaded ? (unread.length ? `${unread.length} unread` : "All read") : "Loading …"}</p>
        <div className="row">
          <Ringing />
          <button type="button" className="button quiet" disabled={unread.length === 0} onClick={() => read(unread)}>Mark all as read</button>
        </div>
      </div>
      <div className="host-columns">
        <section aria-labelledby="alerts-title">
          <h2 id="alerts-title" className="unseen">What happened</h2>
          {loaded && list.length === 0 && <p className="empty">Nothing yet. When somebody books with you, it rings here at once.</p>}
          <ol className="alerts" role="list">
            {(isWhole ? list : list.slice(0, FIRST)).map((alert) => <Row key={alert.id} alert={alert} onRead={() => read([alert.id])} />)}
          </ol>
          {!isWhole && list.length > FIRST && <p className="more"><button type="button" className="button quiet" onClick={() => setWhole(true)}>Show older</button></p>}
        </section>
        <HostBookings />
      </div>
      <ConnectionNotice of="/host" />
    </Page>
  );
}

function Row({ alert, onRead }: { alert: Alert; onRead: () => void }) {
  const { title, text } = alertWords(alert);
  const now = useStore(live.hosting.bookings).items.get(alert.booking.id) ?? alert.booking;
  const isHeld = alert.type === "booking.held" && now.status === "held" && now.holdUntil && Date.parse(now.holdUntil) > clock.now();
  return (
    <li className="alert card" data-alert={alert.type} data-read={alert.read}>
      <span className="alert-dot" aria-hidden="true" />
      <div>
        <h3>{title}{!alert.read && <span className="unseen">, unread</span>}</h3>
        <p>{text}</p>
        <p className="soft small">{dayAndTime(alert.at)}{isHeld && now.holdUntil && <> · to be paid within <Countdown until={now.holdUntil} /></>}</p>
      </div>
      {!alert.read && <button type="button" className="plain" aria-label={`Mark as read: ${title}, ${text}`} onClick={onRead}>Mark as read</button>}
    </li>
  );
}

function Ringing() {
  const isOn = useStore(sounding);
  const [permission, setPermission] = useState("Notification" in window ? Notification.permission : "denied");
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-pressed={isOn}
        onClick={() => {
          setSounding(!isOn);
          if (!isOn) ring();
        }}
      >
        Sound {isOn ? "on" : "off"}
      </button>
      {permission === "default" && (
        <button type="button" className="button quiet" onClick={() => void Notification.requestPermission().then(setPermission)}>Allow notifications</button>
      )}
    </>
  );
}
