package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.TelegramBot.UnavailableBotException;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Sends messages to chats of Telegram that were linked by a code. */
final class TelegramSender implements Inviting {

  private final TelegramBot bot;
  private final TelegramRate rate;
  private final TelegramChats chats;
  private final InstantSource clock;

  TelegramSender(TelegramBot bot, TelegramRate rate, TelegramChats chats, InstantSource clock) {
    this.bot = bot;
    this.rate = rate;
    this.chats = chats;
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

  /** The link that starts the bot with the code. */
  @Override
  public String invite(DestinationRow destination, String code) throws InterruptedException {
    try {
      return "https://t.me/" + bot.username() + "?start=" + code;
    } catch (UnavailableBotException e) {
      throw Problem.of(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage())).toException();
    }
  }

  @Override
  public Optional<Instant> takeTurn(Target target) throws InterruptedException {
    return target.chatId() == null ? Optional.empty() : rate.takeTurn(target.chatId());
  }

  @Override
  public AttemptOutcome send(Target target, DestinationSecrets secrets, Message message)
      throws InterruptedException {
    if (target.chatId() == null) {
      return new AttemptOutcome.Failed(null, "no chat is linked", "", null);
    }
    long chat = target.chatId();
    String text = MessageText.of(target, message, clock.instant(), TelegramBot.LONGEST);
    TelegramAnswer answer = bot.send(chat, text);
    if (answer.movedTo() != null) {
      chats.move(chat, answer.movedTo());
      // However late its turn is: an attempt is under way.
      Optional<Instant> _ = rate.takeTurn(answer.movedTo());
      answer = bot.send(answer.movedTo(), text);
    }
    return answer.outcome();
  }
}
