// What is drawn over the line of the chart. Positions are pixels of the canvas, not of the page.

import { levelOf, wayOf } from './firing.js';

const ARROWS = { up: '↑ ', down: '↓ ', both: '↕ ', aid: '' };
/** Names of levels beyond an edge of the chart. */
const MOST_AT_EDGE = 3;

/**
 * A level across the chart.
 * @param {{price: number, text: string, way: 'up' | 'down' | 'both' | 'aid', draft: boolean}} level
 */
export function drawLevel(plot, level, colours) {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const y = Math.round(plot.valToPos(level.price, 'y', true));
  ctx.strokeStyle = colourOf(level, colours);
  ctx.lineWidth = scale;
  ctx.setLineDash(level.draft || level.way === 'aid' ? [2 * scale, 4 * scale] : [6 * scale, 4 * scale]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  drawLabel(plot, bbox.left + 8 * scale, y, level, colours);
}

/**
 * The names of levels beyond the upper or lower edge.
 * @param {Object[]} levels the nearest first
 */
export function drawEdge(plot, way, levels, colours) {
  const { bbox } = plot;
  const scale = devicePixelRatio;
  const y = way === 'up' ? bbox.top + 12 * scale : bbox.top + bbox.height - 12 * scale;
  let x = bbox.left + 8 * scale;
  for (const level of levels.slice(0, MOST_AT_EDGE)) {
    x += drawLabel(plot, x, y, level, colours) + 6 * scale;
  }
}

/** @returns {number} how wide it is */
function drawLabel({ ctx }, x, y, level, colours) {
  const scale = devicePixelRatio;
  ctx.font = `600 ${11 * scale}px system-ui, sans-serif`;
  const label = `${level.draft ? 'new ' : ''}${ARROWS[level.way]}${level.text}`;
  const width = ctx.measureText(label).width + 12 * scale;
  ctx.lineWidth = scale;
  ctx.fillStyle = colours.card;
  ctx.strokeStyle = colourOf(level, colours);
  ctx.beginPath();
  ctx.roundRect(x, y - 9 * scale, width, 18 * scale, 9 * scale);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = ctx.strokeStyle;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(label, x + 6 * scale, y + 0.5 * scale);
  return width;
}

function colourOf({ way, draft }, colours) {
  return draft ? colours.muted : { up: colours.up, down: colours.down, both: colours.ink, aid: colours.muted }[way];
}

/** What lies between two prices, in units. */
export function drawBand(plot, { lower, upper }, colours) {
  const { ctx, bbox } = plot;
  const top = plot.valToPos(Number(upper) / 1e8, 'y', true);
  ctx.fillStyle = colours['accent-wash'];
  ctx.fillRect(bbox.left, top, bbox.width, plot.valToPos(Number(lower) / 1e8, 'y', true) - top);
}

/** Where the price is. */
export function drawLast(plot, colours) {
  const { ctx, data } = plot;
  const place = data[1].findLastIndex((price) => price !== null);
  ctx.fillStyle = colours.accent;
  ctx.beginPath();
  ctx.arc(plot.valToPos(data[0][place], 'x', true), plot.valToPos(data[1][place], 'y', true), 3.5 * devicePixelRatio, 0, 7);
  ctx.fill();
}

/** Where an alert fired, pointing the way the price went. */
export function drawMark(plot, notification, colours) {
  const { ctx } = plot;
  const size = 6 * devicePixelRatio;
  const way = wayOf(notification);
  const x = plot.valToPos(Date.parse(notification.trade_time) / 1000, 'x', true);
  const y = plot.valToPos(Number(levelOf(notification)), 'y', true);
  ctx.fillStyle = { up: colours.up, down: colours.down }[way] ?? colours.ink;
  ctx.strokeStyle = colours.card;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  if (way === null) {
    ctx.arc(x, y, size * 0.8, 0, 7);
  } else {
    const up = way === 'up';
    ctx.moveTo(x, y + (up ? -size : size));
    ctx.lineTo(x + size, y + (up ? size : -size) * 0.8);
    ctx.lineTo(x - size, y + (up ? size : -size) * 0.8);
  }
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
}
