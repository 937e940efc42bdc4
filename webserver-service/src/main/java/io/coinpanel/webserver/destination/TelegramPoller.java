package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.TelegramBot.UnavailableBotException;
import io.coinpanel.webserver.destination.TelegramCommands.Reply;
import io.coinpanel.webserver.proxy.FixedWindow;
import io.coinpanel.webserver.scheduling.OutageClassifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads what people write to the bot and answers. One webserver does at a time; no transaction is
 * open while it waits. An update is handled in the transaction that marks it, so once.
 */
final class TelegramPoller {

  private static final Logger LOG = LoggerFactory.getLogger(TelegramPoller.class);

  /** Then it is checked that no other webserver has taken over. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int DOUBLINGS = 6;

  /** Answers are messages, which alerts need too; further commands in a minute are ignored. */
  private static final int COMMANDS_OF_CHAT = 10;

  private static final int COMMANDS = 300;

  /** How often an answer asks for a turn before it is dropped. */
  private static final int TURNS = 5;

  private final TelegramBot bot;
  private final TelegramUpdates updates;
  private final TelegramCommands commands;
  private final TelegramRate rate;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final NanoClock monotonic;

  /** Commands by chat; 0 is for all of them. */
  private final FixedWindow<Long> counts;

  /** Requests in a row that failed. */
  private final AtomicInteger failures = new AtomicInteger();

  TelegramPoller(
      TelegramBot bot,
      TelegramUpdates updates,
      TelegramCommands commands,
      TelegramRate rate,
      TransactionOperations transactions,
      InstantSource clock,
      NanoClock monotonic) {
    this.bot = bot;
    this.updates = updates;
    this.commands = commands;
    this.rate = rate;
    this.transactions = transactions;
    this.clock = clock;
    this.monotonic = monotonic;
    this.counts = new FixedWindow<>(Duration.ofMinutes(1), monotonic);
  }

  /** Polls for a while; returns when to poll again. */
  Instant poll(BooleanSupplier isStopping) throws InterruptedException {
    long begun = monotonic.nanoTime();
    rate.clean();
    try {
      while (!isStopping.getAsBoolean() && monotonic.nanoTime() - begun < TURN_NANOS) {
        handle(bot.updates(updates.next()));
        recovered();
      }
      return clock.instant();
    } catch (UnavailableBotException e) {
      return clock.instant().plus(failed(e));
    }
  }

  private void recovered() {
    int failed = failures.getAndSet(0);
    if (failed > 0) {
      LOG.info("Telegram is available again after {} failures", failed);
    }
  }

  private Duration failed(UnavailableBotException e) {
    int before = failures.getAndIncrement();
    if (before == 0) {
      LOG.warn("Cannot read commands from Telegram chats, retrying: {}", e.getMessage());
    }
    Duration usual = FIRST_PAUSE.multipliedBy(1L << Math.min(before, DOUBLINGS));
    Duration longest = usual.compareTo(LONGEST_PAUSE) < 0 ? usual : LONGEST_PAUSE;
    Duration asked = e.retryAfter();
    return asked != null && asked.compareTo(longest) > 0 ? asked : longest;
  }

  private void handle(List<TelegramUpdate> news)
      throws UnavailableBotException, InterruptedException {
    long last = 0;
    for (TelegramUpdate update : news) {
      last = update.id();
      Optional<ChatCommand> command = ChatCommand.parse(update.text(), bot.username());
      if (command.isPresent() && update.chat() != 0 && isWithinBudget(update.chat())) {
        handle(update, command.get());
      }
    }
    if (last > 0) {
      updates.take(last);
    }
  }

  private boolean isWithinBudget(long chat) {
    return counts.counts().merge(chat, 1, Integer::sum) <= COMMANDS_OF_CHAT
        && counts.counts().merge(0L, 1, Integer::sum) <= COMMANDS;
  }

  /** One that cannot be handled does not stop the others. */
  private void handle(TelegramUpdate update, ChatCommand command) {
    Optional<Reply> reply;
    try {
      reply = transactions.execute(status -> execute(update, command));
    } catch (RuntimeException e) {
      if (OutageClassifier.isOutage(e)) {
        throw e;
      }
      LOG.error("The command {} of a Telegram chat failed (bug)", command.name(), e);
      return;
    }
    reply.ifPresent(one -> answer(update.chat(), one));
  }

  private Optional<Reply> execute(TelegramUpdate update, ChatCommand command) {
    return updates.take(update.id()) ? commands.execute(update, command) : Optional.empty();
  }

  private void answer(long chat, Reply reply) {
    commands.committed(reply);
    // Others do not wait for its turn; commands are few.
    Thread.startVirtualThread(() -> send(chat, reply.text()));
  }

  private void send(long chat, String text) {
    try {
      for (int tried = 0; tried < TURNS; tried++) {
        Duration pause = trySend(chat, text);
        if (pause.isZero()) {
          return;
        }
        Thread.sleep(pause);
      }
      LOG.debug("command not answered: the chat has reached its message limit");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("command not answered", e);
    }
  }

  /** Returns how long to wait before it is tried again; zero for never. */
  private Duration trySend(long chat, String text) throws InterruptedException {
    Optional<Instant> later = rate.takeTurn(chat);
    if (later.isPresent()) {
      return Duration.between(clock.instant(), later.get());
    }
    TelegramAnswer answer = bot.send(chat, text);
    if (answer.isOk()) {
      return Duration.ZERO;
    }
    LOG.debug("command not answered: {}", answer.description());
    Duration asked = answer.retryAfter();
    return asked == null || asked.compareTo(LONGEST_PAUSE) > 0 ? Duration.ZERO : asked;
  }
}
