package io.coinpanel.webserver.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed {@code Host} header.
 *
 * @param host in lower case; an IPv6 address in brackets
 * @param port -1 if absent
 */
record HostAndPort(String host, int port) {

  static final int NO_PORT = -1;
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");

  static Optional<HostAndPort> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String port = matcher.group(2);
    return Optional.of(
        new HostAndPort(matcher.group(1), port == null ? NO_PORT : Integer.parseInt(port)));
  }

  /** Without the trailing dot of an absolute name. */
  String name() {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
