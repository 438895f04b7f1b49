// Draws what is measured and keeps it moving. The table beside the charts has the same numbers, comes from the server and works alone.
import { read } from "./sse.js";

const KEPT_S = 300;
// After the first pause a page whose subject is gone has been left.
const RETRY_MS = [3000, 3000, 5000, 10000];
const GONE = [401, 403, 404];

let panel = null;

/** Starts, keeps or ends the charts as the page demands. */
export function charts() {
  const section = document.querySelector("[data-metrics]");
  if (panel && panel.section !== section) panel = panel.close();
  if (section && !panel) panel = new Panel(section);
}

class Panel {
  constructor(section) {
    this.section = section;
    this.names = [...section.querySelectorAll("[data-chart]")].flatMap(figure => figure.dataset.chart.split(","));
    this.url = `${section.dataset.metrics}?names=${[...new Set(this.names)].join(",")}`;
    this.times = [];
    this.values = new Map(this.names.map(name => [name, []]));
    this.tries = 0;
    this.seen = () => (document.hidden ? this.abort?.abort() : this.run());
    this.redraw = () => { this.destroy(); this.draw(); };
    document.addEventListener("visibilitychange", this.seen);
    this.theme = new MutationObserver(this.redraw);
    this.theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this.redraw);
    this.size = new ResizeObserver(() => this.plots?.forEach(({ plot, box }) => box.clientWidth && plot.setSize({ width: box.clientWidth, height: 150 })));
    this.run();
  }

  close() {
    this.closed = true;
    this.abort?.abort();
    clearTimeout(this.retry);
    document.removeEventListener("visibilitychange", this.seen);
    this.theme.disconnect();
    this.scheme.removeEventListener("change", this.redraw);
    this.size.disconnect();
    this.destroy();
    return null;
  }

  async run() {
    if (this.running || this.closed || document.hidden) return;
    this.running = true;
    this.abort = new AbortController();
    try {
      if (!this.uPlot) await this.prepare();
      await this.past();
      this.draw();
      this.section.dataset.charts = "on";
      await read(this.url, { "Last-Event-ID": this.last }, this.abort.signal, (id, data) => { this.tries = 0; this.take(id, data); });
    } catch (error) {
      if (error.name !== "AbortError") this.tries++;
    }
    this.running = false;
    if (!this.closed && !document.hidden) this.retry = setTimeout(() => this.run(), RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
  }

  async prepare() {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL("./lib/uplot.css", import.meta.url).href });
    const loaded = new Promise(done => { style.onload = style.onerror = done; });
    document.head.append(style);
    this.uPlot = (await import("./lib/uplot.js")).default;
    await loaded;
  }

  /** What was measured before this page was opened. */
  async past() {
    const response = await fetch(this.url, { signal: this.abort.signal, credentials: "same-origin" });
    if (GONE.includes(response.status)) this.closed = true;
    if (!response.ok) throw new Error(`metrics: ${response.status}`);
    const body = await response.json();
    const from = Date.parse(body.from) / 1000;
    const length = body.series[0]?.mean.length ?? 0;
    this.times = Array.from({ length }, (_, i) => from + (i + 1) * body.stepSeconds);
    for (const series of body.series) if (series.numaNode == null) this.values.set(series.name, series.mean);
    this.last = body.at ? String(Date.parse(body.at)) : "0";
  }

  take(id, data) {
    if (data.values.length === 0) this.closed = true;
    if (this.closed) return;
    if (data.names) this.order = data.names;
    this.last = id;
    const at = Date.parse(data.at) / 1000;
    if (this.times.length && at <= this.times[this.times.length - 1]) return;
    this.times.push(at);
    this.order.forEach((name, i) => {
      this.values.get(name)?.push(data.values[i]);
      this.cell(name, data.values[i]);
    });
    let old = 0;
    while (this.times[old] < at - KEPT_S) old++;
    this.times.splice(0, old);
    for (const values of this.values.values()) values.splice(0, old);
    this.plots?.forEach(({ plot, names }) => plot.setData([this.times, ...names.map(name => this.values.get(name))]));
    this.section.dataset.at = data.at;
  }

  cell(name, value) {
    const cell = this.section.querySelector(`[data-now="${CSS.escape(name)}"]`);
    if (cell) cell.textContent = show(value, cell.dataset.unit);
  }

  draw() {
    const token = name => getComputedStyle(document.body).getPropertyValue(name).trim();
    const ink = resolve(token("--mut"));
    const grid = { stroke: resolve(token("--line")), width: 1 };
    this.plots = [...this.section.querySelectorAll("[data-chart]")].map(figure => {
      const names = figure.dataset.chart.split(",");
      const prefix = names[0].slice(0, names[0].indexOf(".") + 1);
      const short = names.every(name => name.startsWith(prefix)) ? prefix.length : 0;
      const unit = figure.dataset.unit;
      const box = figure.querySelector("[data-plot]");
      figure.hidden = false;
      const axis = { stroke: ink, grid, ticks: grid, font: "11px system-ui" };
      const plot = new this.uPlot({
        width: box.clientWidth || 320,
        height: 150,
        series: [{}, ...names.map((name, i) => ({
          label: name.slice(short), stroke: token(`--s${i}`), width: 2, points: { show: false },
        }))],
        axes: [{ ...axis, values: (_, all) => all.map(x => new Date(x * 1000).toISOString().slice(14, 19)) }, { ...axis, size: 80, values: (_, all) => all.map(v => show(v, unit)) }],
        scales: { y: { range: (_, low, high) => [0, Math.max(high ?? 0, 1e-9) * 1.1] } },
        cursor: { show: false },
        legend: { live: false },
      }, [this.times, ...names.map(name => this.values.get(name))], box);
      this.size.observe(box);
      return { plot, names, box };
    });
  }

  destroy() {
    this.size.disconnect();
    this.plots?.forEach(({ plot }) => plot.destroy());
    this.plots = null;
  }
}

// light-dark() is no colour to a canvas: an element resolves it.
function resolve(colour) {
  const probe = document.createElement("i");
  probe.style.color = colour;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

/** A quantity as people read it; the same rules as Measure.Show on the server. */
export function show(value, unit) {
  if (value == null || Number.isNaN(value)) return "–";
  if (unit === "%") return `${digits(100 * value)} %`;
  if (unit === "s") return value < 1e-3 ? `${digits(value * 1e6)} µs` : value < 1 ? `${digits(value * 1e3)} ms` : `${digits(value)} s`;
  if (unit.startsWith("By")) {
    const power = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
    return `${digits(value / 1024 ** power)} ${["B", "KiB", "MiB", "GiB", "TiB"][power]}${unit.slice(2)}`;
  }
  return digits(value);
}

function digits(value) {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
