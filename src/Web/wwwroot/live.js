// Follows the project's events and refreshes the live parts of the page. One stream per page; none while the page is hidden.
import { swap } from "./swap.js";

const RETRY_MS = [500, 1000, 2000, 5000, 10000];
const REFRESH_MS = 500;
const SAY_MS = 5000;

const GONE_MS = 300;
const LEAVING_MS = 10000;

let stream = null;
let sentAt = 0;
document.addEventListener("submit", () => { sentAt = Date.now(); }, true);

/** Starts, keeps or ends the stream as the page demands. */
export function follow(say) {
  const marker = document.querySelector("[data-stream]");
  if (stream && (!marker || stream.url !== marker.dataset.stream || stream.page !== location.href)) {
    stream.close();
    stream = null;
  }
  if (marker && !stream) stream = new Stream(marker.dataset.stream, Number(marker.dataset.since), say);
}

class Stream {
  constructor(url, since, say) {
    this.url = url;
    this.page = location.href;
    this.last = since;
    this.tries = 0;
    this.news = [];
    this.say = say;
    this.seen = () => (document.hidden ? this.abort?.abort() : this.run());
    document.addEventListener("visibilitychange", this.seen);
    this.run();
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.seen);
    clearTimeout(this.retry);
    clearTimeout(this.leaving);
    this.abort?.abort();
  }

  // What the page shows is gone. A form that was just sent (a deletion) leads away by itself: a reload would overtake it.
  leaveSoon() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      if (!this.closed && location.href === this.page) location.reload();
    }, Date.now() - sentAt < LEAVING_MS ? LEAVING_MS : GONE_MS);
  }

  async run() {
    if (this.running || this.closed || document.hidden) return;
    this.running = true;
    this.abort = new AbortController();
    try {
      await this.read();
    } catch (error) {
      if (error.name !== "AbortError") this.tries++;
    }
    this.running = false;
    mark("off");
    if (!this.closed && !document.hidden) this.retry = setTimeout(() => this.run(), RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
  }

  async read() {
    const response = await fetch(this.url, {
      headers: { Accept: "text/event-stream", "Last-Event-ID": String(this.last) },
      signal: this.abort.signal,
      credentials: "same-origin",
    });
    if (!response.ok) throw new Error(`stream: ${response.status}`);
    this.tries = 0;
    mark("on");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; ;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop();
      for (const block of blocks) this.take(block);
    }
  }

  take(block) {
    const data = [];
    for (const line of block.split(/\r?\n/)) {
      if (line.startsWith("id:")) this.last = Number(line.slice(3));
      else if (line.startsWith("data:")) data.push(line.slice(5));
    }
    if (data.length === 0) return;
    this.news.push(JSON.parse(data.join("\n")));
    this.refreshSoon();
    this.saySoon();
  }

  // The first event is shown at once, a burst at most every REFRESH_MS.
  refreshSoon() {
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    this.again = false;
    swap(location.href, "[data-live][id]", this.abort.signal)
      .then(status => { if (status === 404 || status === 401) this.leaveSoon(); })
      .catch(() => { this.again = !this.closed && !document.hidden; })
      .finally(() => setTimeout(() => {
        this.refreshing = false;
        if (this.again) this.refreshSoon();
      }, REFRESH_MS));
  }

  // Screen readers get one summary at most every SAY_MS.
  saySoon() {
    if (this.saying) return;
    this.saying = setTimeout(() => {
      this.saying = null;
      const settled = this.news.filter(item => ["running", "stopped", "error", "deleted"].includes(item.type.split(".").pop()));
      this.news = [];
      if (settled.length === 1) this.say(`${settled[0].instanceName} is ${settled[0].type.split(".").pop()}.`);
      else if (settled.length > 1) this.say(`${settled.length} instances changed.`);
    }, this.said && Date.now() - this.said < SAY_MS ? SAY_MS : 300);
    this.said = Date.now();
  }
}

function mark(state) {
  document.documentElement.dataset.live = state;
}
