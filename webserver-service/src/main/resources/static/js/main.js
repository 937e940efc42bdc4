// Entry point of the page.

import { AccountPanel } from './account-panel.js';
import { AccountSync } from './account-sync.js';
import { AlertForm } from './alert-form.js';
import { AlertList } from './alert-list.js';
import { Alerts } from './alerts.js';
import { Announcements } from './announcements.js';
import { Attention } from './attention.js';
import { Backtest } from './backtest.js';
import { Blindness } from './blindness.js';
import { Chart } from './chart.js';
import { Connection } from './connection.js';
import { DestinationList } from './destination-list.js';
import { Destinations } from './destinations.js';
import { byId } from './element.js';
import { Feed } from './feed.js';
import { Memory } from './memory.js';
import { Notifications } from './notifications.js';
import { PriceWatch } from './price-watch.js';
import { Prices } from './prices.js';
import { Session } from './session.js';
import { Sight } from './sight.js';
import { Sound } from './sound.js';
import { Status } from './status.js';
import { SymbolPicker } from './symbol-picker.js';
import { Symbols } from './symbols.js';
import { SystemNotifications } from './system-notifications.js';
import { Tab } from './tab.js';
import { Theme } from './theme.js';
import { Toasts } from './toasts.js';
import { Trails } from './trails.js';
import { Unread } from './unread.js';
import { reason } from './words.js';

const FIRST_SYMBOL = { symbol: 'btcusdt', base: 'BTC', quote: 'USDT' };

const memory = new Memory(() => localStorage);
const tab = new Tab(memory);
const connection = new Connection(new URL('/ws', location.href.replace(/^http/, 'ws')));
const tabMemory = new Memory(() => sessionStorage);
/** Whose alerts were shown last, until it is known who this is. */
const lastAccount = memory.get('account', null);
const ownMemory = lastAccount === null ? memory : memory.of(lastAccount);
const alerts = new Alerts(ownMemory);
const prices = new Prices(tabMemory);
const sight = new Sight({ prices, trails: new Trails({ alerts, prices }) });
const watch = new PriceWatch(connection, alerts);
const notifications = new Notifications(ownMemory);
const unread = new Unread(ownMemory, notifications);
const symbols = new Symbols(memory);
const destinations = new Destinations();
const session = new Session({ connection, memory, tabMemory, tab, alerts, prices, watch, notifications });

const theme = new Theme(memory, byId('theme'));
const toasts = new Toasts(byId('toasts'));
const sound = new Sound(memory, byId('sound'));
const system = new SystemNotifications(memory, { button: byId('system'), ask: byId('ask'), yes: byId('ask-yes'), no: byId('ask-no') });
const status = new Status(connection, () => session.open());
const attention = new Attention(byId('feed'), () => unread.read());
const announcements = new Announcements({ session, alerts, notifications, attention, symbols, status, toasts, sound, system });
const blindness = new Blindness({ session, alerts, status, toasts, symbols });
const chart = new Chart({ prices, alerts, notifications, symbols, sight, theme });
const feed = new Feed({ list: byId('feed'), empty: byId('feed-empty'), clear: byId('feed-clear'), line: byId('unread'), unread, notifications, symbols });
const backtest = new Backtest(session);
const form = new AlertForm({ session, prices, symbols, sight, destinations }, alertSet, typed);
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
  selection: {
    begin: byId('select'), bar: byId('selection'), count: byId('selection-count'), all: byId('select-all'),
    pause: byId('pause-selected'), enable: byId('enable-selected'), remove: byId('remove-selected'), end: byId('select-end'),
  },
  alerts, prices, symbols, sight, blindness, session, destinations, onLook: lookAgain, onRefused: refused,
});

const account = new AccountPanel(() => {
  if (session.account) {
    memory.of(session.account.id).clear();
  }
  memory.remove('account');
  location.assign('/');
});
new DestinationList(destinations);
new AccountSync({ session, unread, notifications }, (who, credential) => {
  account.show(who, credential);
  destinations.use(who);
});
notifications.addEventListener('change', () => attention.again());
unread.addEventListener('change', showUnread);
unread.addEventListener('read', () => status.banner('away', null));

function showUnread() {
  const count = unread.count();
  document.title = count ? `(${count}) CoinPanel` : 'CoinPanel';
}

function look(listing) {
  symbols.learn(listing);
  memory.set('symbol', listing);
  picker.show(listing);
  form.show(listing.symbol);
  chart.show(listing.symbol);
  watch.look(listing.symbol);
}

function lookAgain(symbol) {
  look({ symbol, base: symbols.base(symbol), quote: symbols.quote(symbol) });
}

function typed(terms) {
  chart.preview(terms);
  backtest.use(terms);
}

function alertSet(answer) {
  announcements.set(answer);
  list.point(answer.subscription.id);
  system.offer();
}

function refused(refusal) {
  toasts.show({ key: 'refused', kind: 'bad', title: 'That did not work', text: reason(refusal) });
}

session.addEventListener('unseen', ({ detail: { refusal } }) => {
  if (refusal.code !== 'lost' && refusal.code !== 'offline') {
    picker.complain(reason(refusal));
  }
});

connection.addEventListener('state', () => {
  if (connection.state === 'live') {
    form.calm();
    about();
  } else if (connection.state === 'signed-out') {
    account.signedOut();
    destinations.use(null);
  }
});

async function about() {
  const answer = await fetch('/api/about').catch(() => null);
  if (answer?.ok) {
    byId('simulated').hidden = !(await answer.json()).simulated_prices;
  }
  await learnNames();
}

let named = '';

// Other devices may set alerts for symbols that nobody has picked here.
alerts.addEventListener('change', () => watchedSymbols().join() !== named && learnNames());

function watchedSymbols() {
  return [...new Set(alerts.all().map(({ symbol }) => symbol))].sort();
}

async function learnNames() {
  const watched = watchedSymbols();
  named = watched.join();
  await symbols.learnAll(watched).catch(() => {});
  list.show();
  feed.rename();
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  form.focus();
});
look(memory.get('symbol', FIRST_SYMBOL));
session.open();
