/** A dash, and a word for whoever hears it. */
export const Nothing = () => <span className="soft"><span aria-hidden="true">–</span><span className="unseen">none</span></span>;
