package io.coinpanel.webserver.destination;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command in a chat, such as {@code /mute 1h}; in groups also {@code /mute@bot 1h}.
 *
 * @param name in lower case, without the slash
 * @param argument what follows, or empty
 */
record ChatCommand(String name, String argument) {

  private static final Pattern SYNTAX =
      Pattern.compile("/(\\w{1,32})(?:@(\\w{1,64}))?(?:\\s+(.*))?", Pattern.DOTALL);

  private static final int LONGEST = 200;

  /** Empty if it is not a command, or one for another bot. */
  static Optional<ChatCommand> parse(String text, String username) {
    if (!text.startsWith("/") || text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher command = SYNTAX.matcher(text.strip());
    if (!command.matches()) {
      return Optional.empty();
    }
    String mentioned = command.group(2);
    if (mentioned != null && !mentioned.equalsIgnoreCase(username)) {
      return Optional.empty();
    }
    String argument = command.group(3) == null ? "" : command.group(3).strip();
    return Optional.of(new ChatCommand(command.group(1).toLowerCase(Locale.ROOT), argument));
  }
}
