// The price of one symbol over the last minutes, a line for each threshold, a mark at each crossing.

import uPlot from '/lib/uplot/uPlot.esm.js';
import { drawLast, drawLevel, drawMark } from './chart-marks.js';
import { grouped } from './decimal.js';
import { byId, element, write } from './element.js';
import { plural, waitsFor } from './words.js';

const WINDOW_S = 600;
const LEAST_S = 60;
/** As a part of the price. */
const LEAST_HEIGHT = 0.0008;
/** A threshold further away than this part of the price would press the line flat. */
const IN_SIGHT = 0.012;
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const FONT = '12px system-ui, sans-serif';

export class Chart {
  #parts;
  #symbol = null;
  #draft = null;
  #plot = null;
  #place = byId('plot');
  #drawn = 0;

  /**
   * @param {{prices: import('./prices.js').Prices, alerts: import('./alerts.js').Alerts,
   *     notifications: import('./notifications.js').Notifications,
   *     symbols: import('./symbols.js').Symbols, theme: import('./theme.js').Theme}} parts
   */
  constructor(parts) {
    this.#parts = parts;
    parts.prices.addEventListener('price', ({ detail }) => detail === this.#symbol && this.#drawSoon());
    parts.alerts.addEventListener('change', () => this.#drawSoon());
    parts.notifications.addEventListener('change', () => this.#drawSoon());
    parts.theme.addEventListener('change', () => this.#rebuild());
    new ResizeObserver(() => this.#resize()).observe(this.#place);
  }

  show(symbol) {
    this.#symbol = symbol;
    this.#draft = null;
    write(byId('chart-title'), this.#parts.symbols.name(symbol));
    this.#rebuild();
  }

  /** The threshold being typed, in units, or null. */
  preview(threshold) {
    this.#draft = threshold === null ? null : Number(threshold) / 1e8;
    this.#drawSoon();
  }

  #drawSoon() {
    cancelAnimationFrame(this.#drawn);
    this.#drawn = requestAnimationFrame(() => this.#draw());
  }

  #resize() {
    this.#plot?.setSize(this.#size());
  }

  #size() {
    return { width: this.#place.clientWidth, height: this.#place.clientHeight };
  }

  #rebuild() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#drawSoon();
  }

  #draw() {
    if (!this.#symbol) {
      return;
    }
    const points = this.#parts.prices.points(this.#symbol);
    const last = this.#parts.prices.last(this.#symbol);
    byId('chart-empty').hidden = points[0].length > 0;
    this.#place.hidden = points[0].length === 0;
    this.#describe(last);
    if (points[0].length) {
      this.#plot ??= new uPlot(this.#options(), points, this.#place);
      this.#plot.setData(points);
    }
  }

  #describe(last) {
    const alerts = this.#alerts();
    const hidden = last ? alerts.filter(({ threshold }) => threshold !== undefined && !inSight(Number(threshold), Number(last.text))).length : 0;
    write(byId('chart-legend'), hidden ? `${plural(hidden, 'alert')} further away` : '');
    write(
      byId('chart-summary'),
      last
        ? `The price is ${grouped(last.text)}. ${alerts.length ? `Alerts: ${alerts.map(waitsFor).join('; ')}.` : 'No alerts for it.'}`
        : 'No price yet.',
    );
  }

  #alerts() {
    return this.#parts.alerts.of(this.#symbol);
  }

  // The library draws on a canvas, which knows no custom properties.
  #colour(name) {
    const probe = element('span');
    probe.style.color = `var(--${name})`;
    this.#place.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }

  #options() {
    const names = ['ink', 'muted', 'line', 'accent', 'accent-wash', 'up', 'down', 'card'];
    const colours = Object.fromEntries(names.map((name) => [name, this.#colour(name)]));
    const axis = { stroke: colours.muted, font: FONT, grid: { stroke: colours.line, width: 1 }, ticks: { show: false } };
    return {
      ...this.#size(),
      padding: [12, 4, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { range: () => this.#span() }, y: { range: () => this.#range() } },
      axes: [
        { ...axis, space: 110, size: 28, align: 1, values: (_, splits) => splits.map((second) => TIME.format(second * 1000)) },
        { ...axis, side: 1, size: (_, values) => 16 + 7 * Math.max(0, ...(values ?? []).map((value) => value.length)), values: (_, splits) => splits.map((price) => this.#label(price, splits)) },
      ],
      series: [{}, { stroke: colours.accent, width: 1.8, fill: colours['accent-wash'], points: { show: false } }],
      hooks: { draw: [(plot) => this.#drawOver(plot, colours)] },
    };
  }

  /** With as many decimals as tell one line of the grid from the next. */
  #label(price, splits) {
    const step = splits.length > 1 ? splits[1] - splits[0] : 1;
    let decimals = 0;
    while (decimals < 8 && Math.abs(step - Number(step.toFixed(decimals))) > step / 1000) {
      decimals++;
    }
    return grouped(price.toFixed(decimals));
  }

  #span() {
    const seconds = this.#parts.prices.points(this.#symbol)[0];
    const [first, max] = [seconds[0], seconds.at(-1)];
    const from = Math.max(first, max - WINDOW_S);
    return [from, Math.max(max, from + LEAST_S)];
  }

  #range() {
    const [seconds, prices] = this.#parts.prices.points(this.#symbol);
    const [from] = this.#span();
    const seen = prices.filter((price, at) => price !== null && seconds[at] >= from);
    const last = seen.at(-1) ?? prices.findLast((price) => price !== null) ?? 1;
    const near = this.#levels().filter(({ price }) => inSight(price, last)).map(({ price }) => price);
    const all = [...seen, ...near, last];
    const low = all.reduce((a, b) => Math.min(a, b));
    const high = all.reduce((a, b) => Math.max(a, b));
    // A quiet price is to look quiet.
    const height = Math.max(high - low, last * LEAST_HEIGHT);
    const middle = (low + high) / 2;
    return [middle - height * 0.62, middle + height * 0.62];
  }

  #levels() {
    const atThresholds = this.#alerts().filter(({ threshold }) => threshold !== undefined);
    const set = atThresholds.map(({ threshold, condition }) => ({ price: Number(threshold), text: grouped(threshold), condition, draft: false }));
    return this.#draft === null ? set : [...set, { price: this.#draft, text: 'new', condition: 'cross', draft: true }];
  }

  #drawOver(plot, colours) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    this.#levels().forEach((level) => drawLevel(plot, level, colours));
    this.#marks(plot).forEach((notification) => drawMark(plot, notification, colours));
    ctx.restore();
    drawLast(plot, colours);
  }

  #marks(plot) {
    return this.#parts.notifications
      .all()
      .filter(({ symbol, trade_time }) => symbol === this.#symbol && Date.parse(trade_time) / 1000 >= plot.scales.x.min);
  }
}

function inSight(threshold, price) {
  return Math.abs(threshold - price) <= price * IN_SIGHT;
}
