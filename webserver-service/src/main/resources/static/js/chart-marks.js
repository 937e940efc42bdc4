// What is drawn over the line of the chart. Positions are pixels of the canvas, not of the page.

import { rose } from './words.js';

/**
 * A threshold, or the one being typed, across the chart.
 * @param {{price: number, text: string, condition: string, draft: boolean}} level
 */
export function drawLevel(plot, { price, text, condition, draft }, colours) {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const y = Math.round(plot.valToPos(price, 'y', true));
  const colour = draft ? colours.muted : { above: colours.up, below: colours.down, cross: colours.ink }[condition];
  ctx.strokeStyle = colour;
  ctx.lineWidth = scale;
  ctx.setLineDash(draft ? [2 * scale, 4 * scale] : [6 * scale, 4 * scale]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `600 ${11 * scale}px system-ui, sans-serif`;
  const label = draft ? text : `${{ above: '↑', below: '↓', cross: '↕' }[condition]} ${text}`;
  const width = ctx.measureText(label).width + 12 * scale;
  ctx.fillStyle = colours.card;
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.roundRect(bbox.left + 8 * scale, y - 9 * scale, width, 18 * scale, 9 * scale);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(label, bbox.left + 14 * scale, y + 0.5 * scale);
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
  const up = rose(notification);
  const x = plot.valToPos(Date.parse(notification.trade_time) / 1000, 'x', true);
  const y = plot.valToPos(Number(notification.level ?? notification.price), 'y', true);
  ctx.fillStyle = up ? colours.up : colours.down;
  ctx.strokeStyle = colours.card;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, y + (up ? -size : size));
  ctx.lineTo(x + size, y + (up ? size : -size) * 0.8);
  ctx.lineTo(x - size, y + (up ? size : -size) * 0.8);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
}
