// Entry point of the page.

import { AlertForm } from './alert-form.js';
import { AlertList } from './alert-list.js';
import { Alerts } from './alerts.js';
import { Chart } from './chart.js';
import { Connection } from './connection.js';
import { grouped } from './decimal.js';
import { byId, element } from './element.js';
import { Feed } from './feed.js';
import { Memory } from './memory.js';
import { Notifications } from './notifications.js';
import { Prices } from './prices.js';
import { Session } from './session.js';
import { Sound } from './sound.js';
import { Status } from './status.js';
import { SymbolPicker } from './symbol-picker.js';
import { Symbols } from './symbols.js';
import { SystemNotifications } from './system-notifications.js';
import { Tab } from './tab.js';
import { Theme } from './theme.js';
import { Toasts } from './toasts.js';
import { CONDITIONS, crossed, plural, reason, rose } from './words.js';

const MOST_AT_ONCE = 3;
const FIRST_SYMBOL = { symbol: 'btcusdt', base: 'BTC', quote: 'USDT' };

const memory = new Memory(() => localStorage);
const tab = new Tab(memory);
const connection = new Connection(new URL('/ws', location.href.replace(/^http/, 'ws')));
const alerts = new Alerts(memory);
const prices = new Prices(new Memory(() => sessionStorage));
const notifications = new Notifications(memory);
const symbols = new Symbols(memory);
const session = new Session({ connection, memory, tab, alerts, prices, notifications });

const theme = new Theme(memory, byId('theme'));
const toasts = new Toasts(byId('toasts'));
const sound = new Sound(memory, byId('sound'));
const system = new SystemNotifications(memory, { button: byId('system'), ask: byId('ask'), yes: byId('ask-yes'), no: byId('ask-no') });
const status = new Status(connection, () => session.open());
const chart = new Chart({ prices, alerts, notifications, symbols, theme });
const feed = new Feed({ list: byId('feed'), empty: byId('feed-empty'), clear: byId('feed-clear'), notifications, symbols });
const form = new AlertForm({ session, prices, symbols }, alertSet, (threshold) => chart.preview(threshold));
const picker = new SymbolPicker(
  { input: byId('symbol'), list: byId('symbol-list'), problem: byId('symbol-problem') },
  symbols,
  () => symbols.base(memory.get('symbol', FIRST_SYMBOL).symbol),
  (listing) => {
    look(listing);
    form.focus();
  },
);
const list = new AlertList({
  list: byId('alerts'), empty: byId('alerts-empty'), count: byId('alerts-count'), title: byId('alerts-title'),
  alerts, prices, symbols, session, onLook: lookAgain, onRefused: refused,
});

let unseen = 0;

/** Number of unseen notifications, shown in the tab title. */
function showUnseen(count) {
  unseen = count;
  document.title = count ? `(${count}) CoinPanel` : 'CoinPanel';
}

document.addEventListener('visibilitychange', () => document.hidden || showUnseen(0));

function look(listing) {
  symbols.learn(listing);
  memory.set('symbol', listing);
  picker.show(listing);
  form.show(listing.symbol);
  chart.show(listing.symbol);
  session.look(listing.symbol);
}

function lookAgain(symbol) {
  look({ symbol, base: symbols.base(symbol), quote: symbols.quote(symbol) });
}

function alertSet({ created, subscription }) {
  const name = `${symbols.name(subscription.symbol)} ${CONDITIONS[subscription.condition]} ${grouped(subscription.threshold)}`;
  toasts.show(
    created
      ? { key: `set-${subscription.id}`, kind: 'good', title: 'Alert set', text: name }
      : { key: `set-${subscription.id}`, kind: 'news', title: 'You have this alert already', text: name },
  );
  list.point(subscription.id);
  system.offer();
}

function refused(refusal) {
  toasts.show({ key: 'refused', kind: 'bad', title: 'That did not work', text: reason(refusal) });
}

session.addEventListener('notified', ({ detail: notifications }) => {
  // What was just removed only goes into the feed.
  const shown = notifications.filter(({ subscription_id }) => !alerts.isRemoved(subscription_id));
  if (shown.length === 0) {
    return;
  }
  const alike = [...byAlert(shown).values()];
  alike.slice(-MOST_AT_ONCE).forEach(announce);
  if (alike.length > MOST_AT_ONCE) {
    system.tell(`${plural(alike.length - MOST_AT_ONCE, 'other alert')} fired too`, 'They are in the list of notifications.', 'others');
  }
  showUnseen(document.hidden ? unseen + shown.length : 0);
  sound.play(rose(shown.at(-1)));
});

/** The notifications of each alert, the one that fired last at the end. */
function byAlert(notifications) {
  const alike = new Map();
  for (const notification of notifications) {
    const before = alike.get(notification.subscription_id) ?? [];
    alike.delete(notification.subscription_id);
    alike.set(notification.subscription_id, [...before, notification]);
  }
  return alike;
}

function announce(alike) {
  const notification = alike.at(-1);
  const title = `${symbols.name(notification.symbol)} ${crossed(notification)} ${grouped(notification.threshold)}`;
  const text = `now ${grouped(notification.price)}`;
  toasts.show({ key: notification.subscription_id, kind: rose(notification) ? 'above' : 'below', title, text, times: alike.length });
  system.tell(title, text, notification.subscription_id);
}

session.addEventListener('away', ({ detail: { count, recovered } }) => {
  const lost = recovered ? '' : ' Some of what happened is no longer stored at the server.';
  status.banner('away', [
    element('p', {}, element('strong', {}, `You were away, ${plural(count, 'alert')}.`), ` They are in the list of notifications.${lost}`),
    element('button', { type: 'button', class: 'secondary', click: () => status.banner('away', null) }, 'OK'),
  ]);
  sound.play(true);
});

session.addEventListener('restored', ({ detail: { set, refused: failed } }) => {
  const not = failed.length ? ` ${plural(failed.length, 'other')} could not be set: ${failed.map(({ symbol }) => symbols.name(symbol)).join(', ')}.` : '';
  status.banner('restored', [
    element('p', {}, element('strong', {}, 'You were away for longer than the server waits.'), ` ${plural(set, 'alert')} ${set === 1 ? 'was' : 'were'} set again just now; what happened in between was not watched.${not}`),
    element('button', { type: 'button', class: 'secondary', click: () => status.banner('restored', null) }, 'OK'),
  ]);
});

session.addEventListener('ignored', ({ detail: names }) => {
  toasts.show({
    key: 'ignored', kind: 'bad', title: 'Some settings were ignored',
    text: `This server does not support ${names.join(', ')}; the alert was created without it.`,
  });
});

session.addEventListener('unseen', ({ detail: { refusal } }) => {
  if (refusal.code !== 'lost' && refusal.code !== 'offline') {
    picker.complain(reason(refusal));
  }
});

connection.addEventListener('state', () => {
  if (connection.state === 'live') {
    form.calm();
    about();
  }
});

async function about() {
  const answer = await fetch('/api/about').catch(() => null);
  if (answer?.ok) {
    byId('simulated').hidden = !(await answer.json()).simulated_prices;
  }
  await symbols.learnAll([...new Set(alerts.all().map(({ symbol }) => symbol))]).catch(() => {});
  list.show();
  feed.rename();
}

look(memory.get('symbol', FIRST_SYMBOL));
session.open();
