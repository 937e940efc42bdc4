package io.coinpanel.webserver.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web origin (RFC 6454).
 *
 * @param port the scheme's default if absent
 */
record Origin(String scheme, String host, int port) {

  private static final Pattern FORM = Pattern.compile("(https?)://([^/?#@]+)/?");

  static Optional<Origin> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1);
    return HostAndPort.parse(matcher.group(2))
        .map(found -> new Origin(scheme, found.name(), portOf(scheme, found.port())));
  }

  static int portOf(String scheme, int port) {
    if (port != HostAndPort.NO_PORT) {
      return port;
    }
    return scheme.equals("https") ? 443 : 80;
  }
}
