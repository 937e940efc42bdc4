package io.coinpanel.webserver.destination;

import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the bot at Telegram.
 *
 * @param telegramToken of the bot; empty for no Telegram
 * @param telegramUri where the Bot API is
 */
@ConfigurationProperties("coinpanel.webserver")
record TelegramSettings(
    @DefaultValue("") String telegramToken,
    @DefaultValue("https://api.telegram.org") String telegramUri) {

  private static final Pattern TOKEN = Pattern.compile("\\d{1,18}:[A-Za-z0-9_-]{1,100}");

  boolean hasBot() {
    return !telegramToken.isBlank();
  }

  /** A token becomes part of URIs, and must never be part of a message about one. */
  String checkedToken() {
    String token = telegramToken.strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "COINPANEL_TELEGRAM_TOKEN must be a token from BotFather, such as 123456:ABC-def");
    }
    return token;
  }

  /** Without a slash at its end. Checked here, where it is not part of one with the token. */
  String baseUri() {
    return URI.create(telegramUri.strip().replaceFirst("/+$", "")).toString();
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "TelegramSettings[telegramUri=" + telegramUri + "]";
  }
}
