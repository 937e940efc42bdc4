package io.coinpanel.webserver.destination;

import java.time.Duration;
import java.time.InstantSource;

/** Sends messages to Telegram chats that were linked to a destination. */
final class TelegramSender implements Sender {

  private static final int LONGEST = 4_096;

  private final TelegramBot bot;
  private final TelegramRate rate;
  private final InstantSource clock;

  TelegramSender(TelegramBot bot, TelegramRate rate, InstantSource clock) {
    this.bot = bot;
    this.rate = rate;
    this.clock = clock;
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.TELEGRAM;
  }

  /** A chat takes one message a second. */
  @Override
  public Duration pace() {
    return Duration.ofSeconds(1);
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    String text = MessageText.of(target, message, clock.instant(), LONGEST);
    rate.await();
    return bot.send(secrets.chat(), text);
  }
}
