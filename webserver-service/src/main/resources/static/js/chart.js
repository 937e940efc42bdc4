// The price of one symbol over the last minutes, the levels of its alerts, a mark where each fired.

import uPlot from '/lib/uplot/uPlot.esm.js';
import { drawBand, drawEdge, drawLast, drawLevel, drawMark } from './chart-marks.js';
import { kindOf, title } from './conditions/conditions.js';
import { grouped } from './decimal.js';
import { byId, element, write } from './element.js';
import { plural } from './words.js';

const WINDOW_S = 600;
const LEAST_S = 60;
/** As a part of the price. */
const LEAST_HEIGHT = 0.0008;
/** A level further away than this part of the price would press the line flat. */
const IN_SIGHT = 0.012;
/** That of an alert being typed is worth it. */
const DRAFT_IN_SIGHT = 0.12;
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
   *     symbols: import('./symbols.js').Symbols, sight: import('./sight.js').Sight,
   *     theme: import('./theme.js').Theme}} parts
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

  /** The terms being typed, or null. */
  preview(terms) {
    this.#draft = terms;
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
    const alerts = this.#parts.alerts.of(this.#symbol);
    const hidden = last ? this.#levels().filter((level) => level.way !== 'aid' && !inSight(level, number(last.units))).length : 0;
    write(byId('chart-legend'), hidden ? `${plural(hidden, 'level')} further away` : '');
    write(
      byId('chart-summary'),
      last
        ? `The price is ${grouped(last.text)}. ${alerts.length ? `Alerts: ${alerts.map(title).join('; ')}.` : 'No alerts for it.'}`
        : 'No price yet.',
    );
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
    const near = this.#levels().filter((level) => inSight(level, last)).map(({ price }) => number(price));
    const all = [...seen, ...near, last];
    const low = all.reduce((a, b) => Math.min(a, b));
    const high = all.reduce((a, b) => Math.max(a, b));
    // A quiet price is to look quiet.
    const height = Math.max(high - low, last * LEAST_HEIGHT);
    const middle = (low + high) / 2;
    return [middle - height * 0.62, middle + height * 0.62];
  }

  /** The terms to draw, each with what is known of it. */
  #drawable() {
    const { alerts, sight } = this.#parts;
    const live = alerts.of(this.#symbol).map((terms) => ({ terms, seen: sight.of(terms) }));
    return this.#draft === null ? live : [...live, { terms: this.#draft, seen: sight.draft(this.#symbol) }];
  }

  #levels() {
    return this.#drawable()
      .filter(({ seen }) => seen.price !== null)
      .flatMap(({ terms, seen }) => kindOf(terms.condition).lines(terms, seen).map((line) => ({ ...line, draft: seen.draft })));
  }

  #bands() {
    return this.#drawable().flatMap(({ terms }) => kindOf(terms.condition).bands(terms));
  }

  #drawOver(plot, colours) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    this.#bands().forEach((band) => drawBand(plot, band, colours));
    this.#drawLevels(plot, colours);
    this.#marks(plot).forEach((notification) => drawMark(plot, notification, colours));
    ctx.restore();
    drawLast(plot, colours);
  }

  /** Those beyond the chart are named at its edge. */
  #drawLevels(plot, colours) {
    const { min, max } = plot.scales.y;
    const levels = this.#levels().map((level) => ({ ...level, price: number(level.price) }));
    levels.filter(({ price }) => min <= price && price <= max).forEach((level) => drawLevel(plot, level, colours));
    drawEdge(plot, 'up', levels.filter(({ price }) => price > max).sort((a, b) => a.price - b.price), colours);
    drawEdge(plot, 'down', levels.filter(({ price }) => price < min).sort((a, b) => b.price - a.price), colours);
  }

  #marks(plot) {
    return this.#parts.notifications
      .all()
      .filter(({ symbol, trade_time }) => symbol === this.#symbol && Date.parse(trade_time) / 1000 >= plot.scales.x.min);
  }
}

function inSight({ price, draft }, last) {
  return Math.abs(number(price) - last) <= last * (draft ? DRAFT_IN_SIGHT : IN_SIGHT);
}

/** Of units, for drawing only. */
function number(price) {
  return Number(price) / 1e8;
}
