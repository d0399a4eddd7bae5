import { useRef, useState } from "react";
import { ConnectionNotice } from "../parts/ConnectionNotice.tsx";
import { Countdown } from "../parts/Countdown.tsx";
import { Page } from "../parts/Page.tsx";
import { clock, live } from "../service.ts";
import { useStore } from "../useStore.ts";
import { dayAndTime } from "../words.ts";
import { Answer } from "./Answer.tsx";
import { type AlertRow, alertRows } from "./alertRows.ts";
import { alertWords, titleNow } from "./alertWords.ts";
import { useGuestNames } from "./guestNames.ts";
import { HostBookings } from "./HostBookings.tsx";
import { setSounding, sounding } from "./ringing.ts";
import { ring } from "./sound.ts";

/** So many at first: bookings stand below them on a phone. */
const FIRST = 12;

export default function AlertsPage() {
  const { list, loaded } = useStore(live.hosting.alerts);
  const [isWhole, setWhole] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const rows = alertRows(list);
  const shown = isWhole ? rows : rows.slice(0, FIRST);
  const names = useGuestNames(shown.map(({ latest }) => latest.booking.id));
  const count = rows.filter((row) => row.isNew).length;
  const read = (ids: string[]) => void live.hosting.read(ids).catch(() => undefined);
  return (
    <Page title="Alerts">
      <div className="row spread">
        <p className="soft" role="status">{loaded ? (count ? `${count} unread` : "All read") : "Loading …"}</p>
        <div className="row">
          <Ringing />
          <button type="button" className="button quiet" aria-disabled={count === 0} onClick={() => count > 0 && read(rows.flatMap((row) => row.unread))}>Mark all as read</button>
        </div>
      </div>
      <div className="host-columns">
        <section aria-labelledby="alerts-title">
          <h2 id="alerts-title" ref={heading} tabIndex={-1}>What happened</h2>
          {loaded && rows.length === 0 && <p className="empty">Nothing yet. When somebody books with you, it rings here at once.</p>}
          <ol className="alerts" role="list">
            {shown.map((row) => (
              <Row
                key={row.latest.booking.id}
                row={row}
                guest={names.get(row.latest.booking.id)}
                onRead={(item) => {
                  read(row.unread);
                  // The button goes: the focus goes on to the next.
                  (item?.nextElementSibling?.querySelector("button") ?? heading.current)?.focus({ preventScroll: true });
                }}
              />
            ))}
          </ol>
          {!isWhole && rows.length > FIRST && <p className="more"><button type="button" className="button quiet" onClick={() => setWhole(true)}>Show older</button></p>}
        </section>
        <HostBookings />
      </div>
      <ConnectionNotice of="/host" />
    </Page>
  );
}

function Row({ row: { latest: alert, isNew }, guest, onRead }: { row: AlertRow; guest: string | undefined; onRead: (item: HTMLElement | null) => void }) {
  const item = useRef<HTMLLIElement>(null);
  const { title, text, facts } = alertWords(alert);
  const now = useStore(live.hosting.bookings).items.get(alert.booking.id) ?? alert.booking;
  const isHeld = alert.type === "booking.held" && now.status === "held" && now.holdUntil && Date.parse(now.holdUntil) > clock.now();
  // What is asked for stands with the answer.
  const asksDates = alert.type === "booking.change_requested" && now.change?.awaits === "host";
  return (
    <li ref={item} className="alert card" data-alert={alert.type} data-read={!isNew}>
      <span className="alert-dot" aria-hidden="true" />
      <div>
        <h3>{titleNow(alert, now)}{guest && <span className="alert-guest"> · {guest}</span>}{isNew && <span className="unseen">, unread</span>}</h3>
        <p>{alert.booking.propertyTitle}</p>
        {!asksDates && <p className="soft small">{facts}</p>}
        <p className="soft small">{dayAndTime(alert.at)}{isHeld && now.holdUntil && <> · to be paid within <Countdown until={now.holdUntil} /></>}{now.requestUntil && <> · answer until {dayAndTime(now.requestUntil)}</>}{now.change?.awaits === "host" && <> · answer until {dayAndTime(now.change.until)}</>}</p>
        <Answer booking={now} about={text} onAnswered={() => onRead(item.current)} />
      </div>
      {isNew && <button type="button" className="alert-read" title="Mark as read" aria-label={`Mark as read: ${title}, ${text}`} onClick={() => onRead(item.current)}>✓</button>}
    </li>
  );
}

function Ringing() {
  const isOn = useStore(sounding);
  const [permission, setPermission] = useState("Notification" in window ? Notification.permission : "denied");
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            setSounding(event.target.checked);
            if (event.target.checked) ring();
          }}
        />
        Ring when something comes
      </label>
      {permission === "default" && (
        <button type="button" className="button quiet" onClick={() => void Notification.requestPermission().then(setPermission)}>Allow notifications</button>
      )}
    </>
  );
}
