package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.TelegramChats.Alert;
import io.coinpanel.webserver.protocol.TermsParser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what people ask the bot for, in the transaction of its caller, and finds the words. */
final class TelegramCommands {

  private static final String HELP =
      """
      CoinPanel alerts arrive in this chat.
      /alerts lists them
      /mute 1h holds them back for a while (30m, 1h, 1d): they come afterwards, as one message
      /mute off ends that
      /help shows this""";

  private static final String HOW_TO_LINK =
      "This chat gets no alerts yet. Add a Telegram destination in CoinPanel and open its link.";

  private static final String BAD_CODE =
      "That code does not work: codes work once, for 24 hours. Get a new link in CoinPanel.";

  private static final String BAD_CODE_OF_LINKED =
      "That code does not work or was already used. This chat is linked: alerts arrive here.";

  private static final String LINKED =
      "This chat is linked: CoinPanel alerts arrive here from now on. /help lists the commands.";

  private static final String NO_ALERTS = "No alerts come to this chat.";
  private static final int LONGEST_TITLE = 200;

  private final Confirmations confirmations;
  private final DeliveryStates states;
  private final TelegramChats chats;
  private final InstantSource clock;

  TelegramCommands(
      Confirmations confirmations,
      DeliveryStates states,
      TelegramChats chats,
      InstantSource clock) {
    this.confirmations = confirmations;
    this.states = states;
    this.chats = chats;
    this.clock = clock;
  }

  /**
   * What is to be answered.
   *
   * @param linked the destination that this has begun; null for none
   */
  record Reply(String text, @Nullable DestinationRow linked) {
    Reply(String text) {
      this(text, null);
    }
  }

  /** Empty if there is nothing to say. */
  Optional<Reply> execute(TelegramUpdate update, ChatCommand command) {
    if (command.name().equals("start") && !command.argument().isEmpty()) {
      return Optional.of(link(update, command.argument()));
    }
    if (!chats.isLinked(update.chat())) {
      // A group may have other bots, which the command may be for.
      return update.isPrivate() ? Optional.of(new Reply(HOW_TO_LINK)) : Optional.empty();
    }
    return switch (command.name()) {
      case "start", "help" -> Optional.of(new Reply(HELP));
      case "alerts" -> Optional.of(new Reply(alerts(chats.alerts(update.chat()))));
      case "mute" -> Optional.of(new Reply(mute(update.chat(), command.argument())));
      default -> update.isPrivate() ? Optional.of(new Reply(HELP)) : Optional.empty();
    };
  }

  /** After the transaction. */
  void committed(Reply reply) {
    DestinationRow linked = reply.linked();
    if (linked != null) {
      confirmations.committed(linked);
    }
  }

  private Reply link(TelegramUpdate update, String code) {
    return confirmations
        .confirm(
            DestinationKind.TELEGRAM,
            code,
            row -> {
              row.setAddress(title(update));
              row.setChatId(update.chat());
            })
        .map(row -> new Reply(LINKED, row))
        .orElseGet(() -> new Reply(chats.isLinked(update.chat()) ? BAD_CODE_OF_LINKED : BAD_CODE));
  }

  /** As Postgres stores it. */
  private static String title(TelegramUpdate update) {
    StringBuilder title = new StringBuilder();
    update
        .title()
        .codePoints()
        .limit(LONGEST_TITLE)
        .filter(codePoint -> !TermsParser.isUnstorable(codePoint))
        .forEach(title::appendCodePoint);
    return title.isEmpty() ? "chat " + update.chat() : title.toString();
  }

  private static String alerts(List<Alert> alerts) {
    if (alerts.isEmpty()) {
      return NO_ALERTS;
    }
    int all = alerts.getFirst().inAll();
    StringBuilder text = new StringBuilder(all == 1 ? "1 alert:" : all + " alerts, newest first:");
    int room = TelegramBot.LONGEST - "\n… and 1000000 more".length();
    int listed = 0;
    for (Alert alert : alerts) {
      String line = "\n" + alert.text();
      if (text.length() + line.length() > room) {
        break;
      }
      text.append(line);
      listed++;
    }
    return listed == all ? text.toString() : text + "\n… and " + (all - listed) + " more";
  }

  private String mute(long chat, String argument) {
    Instant now = clock.instant();
    if (argument.isEmpty()) {
      return chats
              .mutedUntil(chat, now)
              .map(until -> "Muted for another " + text(Duration.between(now, until)) + ". ")
              .orElse("Not muted. ")
          + "/mute 30m, /mute 1h or /mute 1d holds alerts back; /mute off ends that.";
    }
    if (argument.toLowerCase(Locale.ROOT).equals("off")) {
      muteUntil(chat, now);
      return "No longer muted.";
    }
    Optional<Duration> length = MuteTime.parse(argument.toLowerCase(Locale.ROOT));
    if (length.isEmpty()) {
      return "Say for how long, up to 30 days: /mute 30m, /mute 1h, /mute 1d or /mute off.";
    }
    muteUntil(chat, now.plus(length.get()));
    return "Muted for "
        + text(length.get())
        + ". Alerts that fire meanwhile are sent afterwards, as one message. /mute off ends it.";
  }

  private static String text(Duration length) {
    return MessageText.duration(Math.max(1, length.toSeconds()));
  }

  private void muteUntil(long chat, Instant until) {
    chats.mute(chat, until).forEach(states::retry);
  }
}
